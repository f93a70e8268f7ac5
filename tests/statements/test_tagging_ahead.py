"""Tagging ahead changes when the tagger works, not what a record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.reader import BATCH, Reader, Unread
from onrecord.record import Record
from onrecord.statements import ahead

LINES = (
    'The Kenyan minister Asha Mwangi said on Monday that the ferry would sail. "We are ready," she told reporters.',
    "Portugal denied that it had closed the strait, and warned Lisbon's partners not to do so either.",
    "According to Radio Tema, Ghana's president said that Togo had promised to open the border.",
)


def pages(count: int) -> list[dict[str, Any]]:
    return [
        {"id": str(n), "text": LINES[n % 3] + f"\n\nIt was page {n}.", "published": "2025-05-06"} for n in range(count)
    ]


@pytest.fixture(scope="module")
def alone() -> Reader:
    return Reader(cores=1)


def test_a_reader_with_one_core_and_one_with_two_give_the_same_records(alone: Reader) -> None:
    given = pages(BATCH + 3)
    assert list(Reader(cores=2).read_many(given)) == list(alone.read_many(given))


def test_one_page_read_alone_is_the_page_read_among_others(reader: Reader) -> None:
    (last,) = reader.read_many(pages(4)[3:])
    assert last == list(reader.read_many(pages(4)))[3]


def test_pages_before_the_one_at_which_the_source_breaks_are_not_lost(reader: Reader) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield from pages(BATCH + 2)
        raise OSError("the disk is gone")

    read: list[Record | Unread] = []
    with pytest.raises(OSError, match="the disk is gone"):
        read.extend(reader.read_many(broken()))
    assert len(read) == BATCH


def test_a_tagger_that_fails_on_a_page_costs_that_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = ahead.tag

    def failing(article: Any) -> Any:
        if "page 1." in article.text:
            raise ValueError("no such window")
        return tag(article)

    monkeypatch.setattr(ahead, "tag", failing)
    found = list(Reader(cores=2).read_many(pages(3)))
    assert [type(each) for each in found] == [Record, Unread, Record]
