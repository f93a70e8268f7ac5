"""Pages read and scored: all layers of all cases, and comparisons of those that are pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.comparing import compare
from onrecord.errors import OnrecordError
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
    for case, result in zip(cases, _read(cases, reader), strict=True):
        book.page = case.page.name
        if isinstance(result, Unread):
            unread[case.page.name] = str(result.error)
            continue
        records[case.page.name] = result
        sheet = Sheet(result)
        for layer, score in SCORERS.items():
            if case.gold.layers is None or layer in case.gold.layers:
                score(case.gold, sheet, book)
    compared = 0
    for pair in pairs:
        if pair.first.name in records and pair.second.name in records:
            compared += 1
            book.page = f"{pair.first.name} and {pair.second.name}"
            comparison = compare([records[pair.first.name], records[pair.second.name]])
            score_pair(pair.gold, comparison.pairs[0], book)
    return Evaluation(len(cases), compared, book.by_layer(), book.misses, unread)


def _read(cases: Sequence[Case], reader: Reader) -> Iterator[Record | Unread]:
    """Yield the record of each case's page, or what went wrong; pages with something given beside them one by one."""
    for alone, run in groupby(cases, key=lambda c: c.gold.given is not None and not c.gold.given.as_it_is):
        if alone:
            yield from (_read_alone(case, reader) for case in run)
        else:
            yield from reader.read_many(_page(case) for case in run)


def _page(case: Case) -> Path | dict[str, Any]:
    if case.gold.given is None:
        return case.page
    given = case.gold.given.model_dump(exclude={"as_it_is"}, exclude_none=True)
    return {"id": case.page.name, "text": case.page.read_bytes().decode("utf-8", "surrogatepass"), **given}


def _read_alone(case: Case, reader: Reader) -> Record | Unread:
    assert case.gold.given is not None
    try:
        return reader.read_bytes(
            case.page.read_bytes(), url=case.gold.given.url, published=case.gold.given.published
        )  # fmt: skip
    except OnrecordError as error:
        return Unread(case.page.name, error)
