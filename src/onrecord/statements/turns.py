"""Turns: transcripts and interviews, where a label before the words says who speaks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from spacy.tokens import Span

from onrecord.language import Document
from onrecord.record import Paragraph
from onrecord.statements.draft import Draft
from onrecord.statements.extent import trimmed

_LABEL = re.compile(r"[\"“]?(?P<name>[^\W\d_][^:\n\"“”!?]{0,60}?)\s?:\s+(?=\S)")
_ASKS = frozenset({"q", "question", "reporter", "journalist", "interviewer", "moderator", "press", "media"})
_ANSWERS = frozenset({"a", "answer"})
_OUTLET = re.compile(r"(?P<name>[A-Z][^.!?:;]{1,40})[.:]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that opens with a label; `words` is where the spoken words start."""

    paragraph: Paragraph
    label: tuple[int, int]
    words: int
    asks: bool


def turns(document: Document) -> list[Draft]:
    """Return one draft for each turn of a transcript, in order; none for a page that is no transcript.

    A page is a transcript when at least three paragraphs open with labels and one label comes back. A turn holds the
    paragraphs up to the next label. A question that opens with the name of an outlet is that outlet's.
    """
    found = _labelled(document)
    if not found:
        return []
    drafts: list[Draft] = []
    asker: Draft | None = None
    answerer: Draft | None = None
    starts = {t.paragraph.start: t for t in found}
    draft: Draft | None = None
    for paragraph in document.article.paragraphs:
        turn = starts.get(paragraph.start)
        if turn is None:
            if draft is not None and paragraph.role == "body" and not _closes(document, paragraph):
                extent = _extent(document, paragraph.start, paragraph.end)
                draft.spans.extend([extent] if extent else [])
            continue
        draft = _opened(document, turn)
        if draft is None:
            continue
        if turn.asks:
            draft.like = None if draft.source is not None else asker
            asker = draft
        elif draft.source is None:
            draft.like = answerer
        if not turn.asks:
            answerer = draft
        drafts.append(draft)
    return drafts


def _labelled(document: Document) -> list[_Turn]:
    """Return the paragraphs that open with a label, when there are enough of them and one comes back."""
    found = []
    for paragraph in document.article.paragraphs:
        if paragraph.role not in ("body", "heading"):
            continue
        match = _LABEL.match(document.text, paragraph.start, paragraph.end)
        if match is None or not _is_label(match["name"]):
            continue
        name = match["name"].lower().strip()
        found.append(_Turn(paragraph, match.span("name"), match.end(), name in _ASKS))
    names = Counter(document.text[slice(*t.label)] for t in found)
    kept = [t for t in found if names[document.text[slice(*t.label)]] > 1 or _shouts(document.text[slice(*t.label)])]
    if len(kept) < 3 or max(names.values()) < 2:
        return []
    return [t if t in kept else _once_heard(document, t) for t in found]


def _once_heard(document: Document, turn: _Turn) -> _Turn:
    """Return the turn of a label that comes once: an outlet or a guest; it asks when its words end with a question."""
    asks = document.text[turn.words : turn.paragraph.end].rstrip().endswith("?")
    return replace(turn, asks=asks)


def _is_label(name: str) -> bool:
    """Say whether words before a colon name a speaker: capitals throughout, a letter, or a short name."""
    words = name.replace(".", " ").split()
    if not words or len(words) > 7:
        return False
    if name.lower() in _ASKS | _ANSWERS:
        return True
    return all(w[:1].isupper() or w.lower() in ("of", "the", "for", "de", "van", "al", "and") for w in words)


def _shouts(name: str) -> bool:
    return name.isupper() and len(name) > 1


def _closes(document: Document, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the page's own, in brackets, after the last turn."""
    return document.text[paragraph.start : paragraph.end].strip()[:1] in ("(", "[")


def _opened(document: Document, turn: _Turn) -> Draft | None:
    """Return the draft of a turn's first paragraph."""
    label = document.text[slice(*turn.label)].lower().strip()
    source: Span | None = document.tokens(*turn.label)
    words = turn.words
    if label in _ASKS | _ANSWERS:
        source = None
        outlet = _OUTLET.match(document.text, words, turn.paragraph.end) if turn.asks else None
        if outlet is not None and _names_outlet(document, *outlet.span("name")):
            source = document.tokens(*outlet.span("name"))
            words = outlet.end()
    extent = _extent(document, words, turn.paragraph.end)
    if extent is None:
        return None
    return Draft(
        spans=[extent], frame="asks" if turn.asks else "turn", source=source, quoted_as_such=True, score=0.95,
        polarity="questioned" if turn.asks else "asserted", why=["labelled turn"],
    )  # fmt: skip


def _names_outlet(document: Document, start: int, end: int) -> bool:
    """Say whether the words before a question's first stop name somebody: capitals, and no verb."""
    tokens = document.tokens(start, end)
    if len(tokens) > 6 or any(t.pos_ in ("VERB", "AUX") and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens):
        return False
    words = [t for t in tokens if t.is_alpha and len(t) > 2]
    return len(words) > 0 and sum(t.text[:1].isupper() for t in words) > len(words) / 2 and len(tokens) > 1


def _extent(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return an extent without blanks at its edges; None when it holds no words."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if trimmed(text, start, end) else None
