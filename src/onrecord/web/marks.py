"""Marks: an article's text cut into pieces, each with the facts that stand on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.record import Extent, Record

LAYERS = ("statement", "event", "time", "actor", "figure", "term")
"""The layers that can be marked in the text, the widest first."""

SHOWN = ("statement", "event", "time")
"""Those that are marked when a reader has not chosen."""

FOUND = "found"
"""The layer of words that an address points at."""


_RANK = {layer: rank for rank, layer in enumerate((*LAYERS, FOUND))}


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of text that a fact stands on; `fact` is its anchor on the page (`s1`, `e2`, `time3`)."""

    start: int
    end: int
    fact: str
    layer: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks from end to end, the narrowest mark first.

    `opens` are the facts whose words begin with it, each fact once on the page.
    """

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[str, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that stand on it."""
        return tuple(dict.fromkeys(m.layer for m in self.marks))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that stand on it, the narrowest first."""
        return tuple(dict.fromkeys(m.fact for m in self.marks if m.layer != FOUND))

    @property
    def leads_to(self) -> str | None:
        """The fact that a click leads to: the narrowest of the layers that are always marked, else the narrowest."""
        first = next((m.fact for m in self.marks if m.layer in SHOWN), None)
        return first or next(iter(self.facts), None)


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph of the article as pieces."""

    role: str
    pieces: tuple[Piece, ...]


def marks_of(record: Record) -> list[Mark]:
    """Return every mark of a record, in order of the text, a wider one before what it holds."""
    found: list[Mark] = []

    def add(extent: Extent, fact: str, layer: str) -> None:
        if extent.end > extent.start:
            found.append(Mark(extent.start, extent.end, fact, layer))

    for statement in record.statements:
        for span in statement.spans:
            add(span, statement.id, "statement")
    for event in record.events:
        for told in (event.trigger, *event.evidence):
            add(told, event.id, "event")
    for number, time in enumerate(record.times):
        add(time, f"time{number}", "time")
    for actor in record.actors:
        for mention in actor.mentions:
            add(mention, actor.id, "actor")
    for number, figure in enumerate(record.figures):
        add(figure, f"figure{number}", "figure")
    for number, term in enumerate(record.terms):
        add(term, f"term{number}", "term")
    return sorted(found, key=lambda m: (m.start, -m.end, LAYERS.index(m.layer)))


def marked_paragraphs(record: Record, *, at: tuple[int, int] | None = None) -> Iterator[MarkedParagraph]:
    """Yield the article's paragraphs with their marks; what stands between paragraphs is left out.

    `at` are offsets of words to be found on the page.
    """
    marks = marks_of(record)
    if at is not None:
        marks = sorted([*marks, Mark(*at, FOUND, FOUND)], key=lambda m: (m.start, -m.end))
    opened: set[str] = set()
    next_ = 0
    open_marks: list[Mark] = []
    for paragraph in record.article.paragraphs:
        while next_ < len(marks) and marks[next_].start < paragraph.end:
            open_marks.append(marks[next_])
            next_ += 1
        open_marks = [m for m in open_marks if m.end > paragraph.start]
        yield MarkedParagraph(paragraph.role, tuple(_pieces(record.article.text, paragraph, open_marks, opened)))


def _pieces(text: str, paragraph: Extent, marks: list[Mark], opened: set[str]) -> Iterator[Piece]:
    edges = {paragraph.start, paragraph.end}
    for mark in marks:
        edges.update(edge for edge in (mark.start, mark.end) if paragraph.start < edge < paragraph.end)
    cuts = sorted(edges)
    standing: list[Mark] = []
    at = 0
    for start, end in pairwise(cuts):
        while at < len(marks) and marks[at].start <= start:
            standing.append(marks[at])
            at += 1
        standing = [m for m in standing if m.end > start]
        narrowest_first = sorted(standing, key=lambda m: (m.end - m.start, -_RANK[m.layer]))
        opens = tuple(dict.fromkeys(m.fact for m in narrowest_first if m.fact not in opened))
        opened.update(opens)
        yield Piece(text[start:end], tuple(narrowest_first), opens)
