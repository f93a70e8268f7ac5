"""Pages read and scored: all layers of all cases, and comparisons of those that are pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.comparing import compare
from onrecord.evaluate.gold import Case, PairCase
from onrecord.evaluate.layers import SCORERS, score_pair
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book, Miss, Tally
from onrecord.reader import Reader, Unread
from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a run. `unread` holds pages that could not be read, with the reason; they are not scored."""

    pages: int
    pairs: int
    tallies: Mapping[str, Tally]
    misses: Sequence[Miss]
    unread: Mapping[str, str]


def evaluate(cases: Sequence[Case], pairs: Sequence[PairCase] = (), *, reader: Reader) -> Evaluation:
    """Read the cases' pages and score what was read, layer by layer, then compare the pairs among them.

    A pair is scored when both of its pages are among the cases and could be read.
    """
    book = Book()
    unread: dict[str, str] = {}
    records: dict[str, Record] = {}
    for case, result in zip(cases, reader.read_many(case.page for case in cases), strict=True):
        book.page = case.page.name
        if isinstance(result, Unread):
            unread[case.page.name] = str(result.error)
            continue
        records[case.page.name] = result
        sheet = Sheet(result)
        for score in SCORERS:
            score(case.gold, sheet, book)
    compared = 0
    for pair in pairs:
        if pair.first.name in records and pair.second.name in records:
            compared += 1
            book.page = f"{pair.first.name} and {pair.second.name}"
            comparison = compare([records[pair.first.name], records[pair.second.name]])
            score_pair(pair.gold, comparison.pairs[0], book)
    return Evaluation(len(cases), compared, book.by_layer(), book.misses, unread)
