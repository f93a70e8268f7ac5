"""Turns of a transcript, as far as this room needs them: whose label opens a paragraph, and who only asks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.language import Document

_LABEL = re.compile(r"([^\W\d_][^:\n\"“”!?]{0,60}?)\s?:\s+(?=\S)")

ENOUGH = 3
"""Labelled paragraphs of a transcript; a page of fewer has a heading with a colon now and then."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph that opens with a label; `asks` when its words end with a question mark. Offsets of the text."""

    start: int
    end: int
    label: str
    asks: bool


def turns(document: Document) -> list[Turn]:
    """Return the labelled paragraphs of a transcript, empty for a page that is none: no label comes back."""
    found = []
    for paragraph in document.article.paragraphs:
        match = _LABEL.match(document.text, paragraph.start, paragraph.end)
        if match is not None and match.group(1)[:1].isupper():
            asks = document.text[match.end() : paragraph.end].rstrip().endswith("?")
            found.append(Turn(paragraph.start, paragraph.end, match.group(1), asks))
    names = Counter(t.label for t in found)
    return found if len(found) >= ENOUGH and max(names.values()) > 1 else []


def askers(found: list[Turn]) -> list[str]:
    """Return the labels of those who only ask, named by two capitalised words or more, in order."""
    asking = dict.fromkeys(t.label for t in found if t.asks)
    answering = {t.label for t in found if not t.asks}
    return [n for n in asking if n not in answering and len(n.split()) > 1 and all(w[0].isupper() for w in n.split())]
