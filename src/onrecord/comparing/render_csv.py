"""A comparison as CSV: one row for each point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from onrecord.cells import safe_cell
from onrecord.comparing.comparison import Comparison, Pair
from onrecord.comparing.render_text import labels
from onrecord.record import Span

COLUMNS = (
    "first_account", "second_account", "found", "topic", "kind", "first_strength", "second_strength",
    "first_start", "first_end", "first_text", "second_start", "second_end", "second_text",
)  # fmt: skip
"""The header. `found` is `both`, `only_first`, `only_second`, `conflict` or `term`; offsets are into `article.text`. A
side that does not mention the point has empty cells."""


def render_csv(comparison: Comparison) -> str:
    """Return a comparison as CSV (RFC 4180, UTF-8); a cell that a spreadsheet would run gets an apostrophe first."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    names = labels(comparison)
    for pair in comparison.pairs:
        for row in _rows(pair):
            rows.writerow([names[pair.first], names[pair.second], *(safe_cell(cell) for cell in row)])
    return out.getvalue()


def _rows(pair: Pair) -> Iterator[list[str]]:
    for shared in pair.both:
        yield ["both", shared.topic, "", *shared.strength, *_cells(shared.first), *_cells(shared.second)]
    for single in pair.only_first:
        yield ["only_first", single.topic, "", single.strength, "", *_cells(single.span), *_cells(None)]
    for single in pair.only_second:
        yield ["only_second", single.topic, "", "", single.strength, *_cells(None), *_cells(single.span)]
    for conflict in pair.conflicts:
        yield ["conflict", conflict.about, conflict.kind, "", "", *_cells(conflict.first), *_cells(conflict.second)]
    for naming in pair.terms:
        yield ["term", "", "", "", "", *_cells(naming.first), *_cells(naming.second)]


def _cells(span: Span | None) -> tuple[str, str, str]:
    return ("", "", "") if span is None else (str(span.start), str(span.end), span.text)
