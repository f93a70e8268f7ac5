"""Writes statements and events as W3C Web Annotations on the page's text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onrecord.export.page import Page
from onrecord.record import Event, Extent, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and suffix in a quote selector, as the W3C's own examples and Hypothesis have it."""


def write_web_annotations(pages: Iterable[Page], out: IO[str]) -> None:
    """Write one annotation a line (JSON-LD): a body of the fact's kind and whose it is, a target for each of its spans.

    Each target has both text selectors, the position refined by nothing: a `TextPositionSelector`, in code points of
    the article's text as the record has it, and a `TextQuoteSelector` that finds the words on the page itself.
    """
    for page in pages:
        for annotation in annotations_of(page):
            out.write(json.dumps(annotation, ensure_ascii=False) + "\n")


def annotations_of(page: Page) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a page."""
    for statement in page.record.statements:
        speaker = page.actor(statement.speaker)
        body = [
            _tag(statement.kind), _tag(statement.act), _tag(statement.polarity),
            *_text(f"{speaker.name if speaker else 'Somebody'}: {statement.text}"),
            *([_identity(speaker.wikidata)] if speaker and speaker.wikidata else []),
        ]  # fmt: skip
        yield _annotation(page, statement, body, statement.spans)
    for event in page.record.events:
        names = ", ".join(a.name for a in page.actors(event.actors)) or "Somebody"
        to = ", ".join(a.name for a in page.actors(event.recipients))
        words = f"{names}: {event.trigger.text}" + (f" ({to})" if to else "")
        body = [_tag(event.type), _tag(event.status), *_text(words)]
        yield _annotation(page, event, body, (event.trigger, *event.evidence))


def _annotation(
    page: Page, thing: Statement | Event, body: list[dict[str, Any]], spans: Iterable[Extent]
) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:{page.article.sha256}:{thing.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": body,
        "target": [{"source": source_of(page), "selector": _selectors(page, span)} for span in spans],
    }


def source_of(page: Page) -> str:
    """Return the page's address, or for one without the name of its bytes."""
    return page.article.url or f"urn:sha256:{page.article.sha256}"


def _selectors(page: Page, span: Extent) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": page.words(span.start, span.end),
            "prefix": page.words(max(0, span.start - AROUND), span.start),
            "suffix": page.words(span.end, span.end + AROUND),
        },
    ]


def _tag(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _text(value: str) -> list[dict[str, Any]]:
    return [{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": value}]


def _identity(item: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "purpose": "identifying", "source": f"http://www.wikidata.org/entity/{item}"}
