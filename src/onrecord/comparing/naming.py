"""Naming: one thing under two names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.comparing.align import Match
from onrecord.comparing.comparison import Naming
from onrecord.comparing.points import Point
from onrecord.record import Record, Span, Term


def two_names(
    a: Record, b: Record, first: Sequence[Point], second: Sequence[Point], taken: Sequence[Match]
) -> tuple[Naming, ...]:
    """Return the loaded words of one account with the other's words for the same point.

    Only a term that the other account does not use itself counts, in a point that both make.
    """
    found: list[Naming] = []
    for match in taken:
        one, other = first[match.first], second[match.second]
        found.extend(
            Naming(_span(t), other.span) for t in _terms(a, one) if t.term.lower() not in b.article.text.lower()
        )
        found.extend(
            Naming(one.span, _span(t)) for t in _terms(b, other) if t.term.lower() not in a.article.text.lower()
        )
    return tuple(found)


def _terms(record: Record, point: Point) -> list[Term]:
    return [t for t in record.terms if point.span.start <= t.start and t.end <= point.span.end]


def _span(term: Term) -> Span:
    return Span(start=term.start, end=term.end, text=term.text)
