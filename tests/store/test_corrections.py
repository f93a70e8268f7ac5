"""Corrections are kept beside the records, survive a new reading, and say who made them and why."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.synthetic import Synthetic

from onrecord.errors import CorrectionError, NotInStoreError
from onrecord.store import Draft, MadeBy, Store, open_store
from onrecord.store.corrections import LONGEST
from onrecord.store.migrations import migrate, steps

PRESS = Synthetic(seed=4, people=40)
SPEAKER = Draft("field", "statement", "s1", "speaker", was="A", value="B", start=5, end=9, words="word")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(tmp_path / "desk.db", write=True)
    for record in PRESS.records(2):
        made.add(record, made_by=MadeBy("1", "m"))
    return made


def test_a_correction_comes_back_as_it_was_made(store: Store) -> None:
    (made,) = store.correct(1, [SPEAKER], by=" Nora  Vance ", why="the page names another")
    assert store.corrections(1) == [made]
    assert made.draft == SPEAKER
    assert (made.made_by, made.why, made.page) == ("Nora Vance", "the page names another", 1)
    assert made.made_at.endswith("Z")
    assert store.corrections(2) == []


def test_the_record_stays_what_the_reader_found(store: Store) -> None:
    before, hits = store.get(1), store.search("").hits
    store.correct(1, [SPEAKER, Draft("wrong", "event", "e1")], by="N", why="w")
    assert store.get(1) == before
    assert store.search("").hits == hits


def test_corrections_survive_another_reading_and_a_new_version(store: Store) -> None:
    store.correct(1, [SPEAKER], by="N", why="w")
    store.replace(1, PRESS.record(0), MadeBy("2", "m"))
    store.redraw()
    old = PRESS.record(0).article.url
    other = PRESS.record(5)
    added = store.add(other.model_copy(update={"article": other.article.model_copy(update={"url": old})}))
    assert added.outcome == "version"
    assert [c.draft for c in store.corrections(added.version)] == [SPEAKER]


def test_the_same_correction_is_kept_once(store: Store) -> None:
    first = store.correct(1, [SPEAKER], by="N", why="w")
    assert store.correct(1, [SPEAKER], by="M", why="v") == first
    store.correct(1, [replace(SPEAKER, value="C")], by="N", why="w")
    assert len(store.corrections()) == 2


def test_a_correction_taken_back_is_kept_with_who_and_why(store: Store) -> None:
    (made,) = store.correct(1, [SPEAKER], by="N", why="w")
    store.withdraw(made.id, by="M", why="a slip")
    assert store.corrections(1) == []
    (kept,) = store.corrections(1, withdrawn=True)
    assert (kept.withdrawn_by, kept.withdrawn_why) == ("M", "a slip")
    with pytest.raises(CorrectionError, match="before"):
        store.withdraw(made.id, by="M", why="again")
    assert store.correct(1, [SPEAKER], by="N", why="after all")[0].id != made.id


@pytest.mark.parametrize(("by", "why"), [("", "w"), ("N", " "), ("N" * (LONGEST + 1), "w")])
def test_nobody_and_no_reason_are_refused(store: Store, by: str, why: str) -> None:
    with pytest.raises(CorrectionError):
        store.correct(1, [SPEAKER], by=by, why=why)
    assert store.corrections() == []


def test_one_that_cannot_be_kept_leaves_none(store: Store) -> None:
    with pytest.raises(CorrectionError, match="holds more"):
        store.correct(1, [SPEAKER, replace(SPEAKER, value="x" * LONGEST)], by="N", why="w")
    assert store.corrections() == []


def test_what_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(NotInStoreError):
        store.correct(99, [SPEAKER], by="N", why="w")
    with pytest.raises(NotInStoreError):
        store.withdraw(99, by="N", why="w")


def test_a_store_from_before_there_were_corrections_takes_them(tmp_path: Path, store: Store) -> None:
    before = next(s.number for s in steps() if s.name == "corrections") - 1
    old = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    old.row_factory = sqlite3.Row
    migrate(old, upto=before)
    old.execute("ATTACH ? AS new", (str(store.path),))
    for table in ("articles", "versions", "inputs"):
        old.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    old.close()
    with open_store(tmp_path / "old.db") as read:  # an older store is brought up to date by reading it
        assert read.corrections() == []
    with open_store(tmp_path / "old.db", write=True) as opened:
        opened.correct(1, [SPEAKER], by="N", why="w")
        assert opened.corrections(1)[0].draft == SPEAKER
        assert opened.get(1) == store.get(1)
