"""What a notebook shows of a record, a comparison and the results of a search: HTML without scripts.

It is drawn from the same marks, words and templates as the record over its text. Its styles reach nothing outside it,
since a notebook is one page with everything else in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.record import Record
from onrecord.telling import Teller
from onrecord.web.marks import marked_paragraphs
from onrecord.web.pages import render

if TYPE_CHECKING:
    from onrecord.comparing import Comparison
    from onrecord.store import Results

SHOWN = ("statement", "event", "time")
"""The layers that are marked when nothing else is asked for."""

Run = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
"""A run of text: its words, the layers that stand on it, and the (layer, label) of the facts that end with it."""


def record_html(record: Record, *, layers: Sequence[str] = SHOWN) -> str:
    """Return a record as its text with the facts marked in it, and tables of who said what and what happened.

    Args:
        layers: those to mark, of `statement event time actor figure term`.
    """
    tell = Teller(record)
    paragraphs = list(_paragraphs(record, _labels(record, tell), frozenset(layers)))
    return render("notebook.html", record=record, article=record.article, tell=tell, paragraphs=paragraphs,
                  layers=layers)  # fmt: skip


def results_html(results: Results) -> str:
    """Return a page of hits as a table."""
    return render("notebook_results.html", results=results)


def comparison_html(comparison: Comparison) -> str:
    """Return a comparison as its tables."""
    from onrecord.comparing.render_html import body_html

    return render("notebook_comparison.html", body=body_html(comparison))


def _paragraphs(record: Record, labels: dict[str, str], layers: frozenset[str]) -> Iterator[tuple[str, list[Run]]]:
    """Yield each paragraph's role and its runs."""
    for extent, paragraph in zip(record.article.paragraphs, marked_paragraphs(record), strict=True):
        at = extent.start
        runs: list[Run] = []
        for piece in paragraph.pieces:
            at += len(piece.text)
            marks = [m for m in piece.marks if m.layer in layers]
            ends = tuple((m.layer, labels[m.fact]) for m in marks if m.end == at and labels.get(m.fact))
            runs.append((piece.text, tuple(dict.fromkeys(m.layer for m in marks)), ends))
        yield paragraph.role, list(_together(runs))


def _together(runs: list[Run]) -> Iterator[Run]:
    """Yield runs, those that differ in a layer which is not shown joined again."""
    held: Run | None = None
    for words, layers, ends in runs:
        if held is not None and held[1] == layers and not held[2]:
            held = (held[0] + words, layers, ends)
            continue
        if held is not None:
            yield held
        held = (words, layers, ends)
    if held is not None:
        yield held


def _labels(record: Record, tell: Teller) -> dict[str, str]:
    """Return what stands behind a mark in the text: who says it, what kind of event it is, which day is meant."""
    labels: dict[str, str] = {}
    for statement in record.statements:
        labels[statement.id] = tell.speaker(statement)
    for event in record.events:
        labels[event.id] = f"{event.type.lower()}, {event.status}"
    for number, time in enumerate(record.times):
        labels[f"time{number}"] = time.edtf or time.value or "not settled"
    for actor in record.actors:
        labels[actor.id] = actor.country or actor.kind
    return labels
