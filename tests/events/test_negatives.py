"""What did not happen is not told as happened: own sentences without an event, or with one that is not real (yet)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.reader import Reader
from onrecord.record import Record

SENTENCES = Path(__file__).with_name("negatives.tsv")

MOST_FALSE = 0.02
"""The share of sentences that may tell of something as happened that did not."""


def rows() -> Iterator[tuple[str, str, set[str]]]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, sentence, done = line.split("\t")
            yield kind, sentence, set(done.split(",")) - {"-"}


def test_negatives_are_seldom_told_as_happened(reader: Reader) -> None:
    gold = list(rows())
    assert len(gold) >= 150
    pages = [{"id": str(i), "text": sentence, "published": "2025-05-05"} for i, (_, sentence, _) in enumerate(gold)]
    false = []
    for (kind, sentence, done), record in zip(gold, reader.read_many(pages), strict=True):
        assert isinstance(record, Record)
        told = [e for e in record.events if e.status in ("happened", "ongoing") and e.type not in done]
        if told:
            false.append((kind, sentence, [(e.type, e.trigger.text) for e in told]))
    assert len(false) <= MOST_FALSE * len(gold), false
