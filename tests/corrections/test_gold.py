"""Corrections become annotated pages: what nobody looked at counts neither way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.corrections import checked, field, missing, wrong
from onrecord.corrections.gold import widened
from onrecord.errors import FilterError, StoreError
from onrecord.evaluate import Evaluation, evaluate, load_cases
from onrecord.export import export
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.store import Draft, Input, Store, open_store

PAGE = """Kenya and Uganda argue over a weir

Published: 3 March 2025

Kenyan envoy Amani Otieno said on Monday that the weir would be opened in April.

"We will open it," Otieno told Ugandan envoy Ruth Achieng in Nairobi. Achieng accused Kenya of closing the river.
"""


@pytest.fixture
def store(tmp_path: Path, reader: Reader) -> Store:
    made = open_store(tmp_path / "desk.db", write=True)
    made.add(reader.read_bytes(PAGE.encode()), Input("weir.txt", "page", PAGE.encode()))
    (given,) = reader.read_many([{"text": PAGE.replace("March", "May"), "published": "2025-05-06"}])
    assert isinstance(given, Record)
    made.add(given)
    return made


def quoted(record: Record) -> str:
    return next(s.id for s in record.statements if "We will open it" in s.text)


def scored(store: Store, tmp_path: Path, reader: Reader, *drafts: Draft, page: int = 1) -> Evaluation:
    store.correct(page, drafts, by="Nora Vance", why="seen")
    export(store, "gold", str(tmp_path / "gold"))
    return evaluate(load_cases(tmp_path / "gold"), reader=reader)


def gold_in(tmp_path: Path) -> dict[str, Any]:
    (path,) = (tmp_path / "gold").glob("*.gold.json")
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def test_the_page_is_written_as_it_came_in_and_what_nobody_looked_at_is_optional(
    store: Store, tmp_path: Path, reader: Reader
) -> None:
    record = store.get(1)
    result = scored(store, tmp_path, reader, field(record, quoted(record), "speaker", "Ruth Achieng"))
    gold = gold_in(tmp_path)
    assert (tmp_path / "gold" / gold["page"]).read_bytes() == PAGE.encode()
    assert len(gold["statements"]) == len(record.statements)
    assert [s["content"] for s in gold["statements"] if not s.get("optional")] == ["We will open it,"[:-1]]
    assert result.tallies["statements"].wanted == result.tallies["statements"].right == 1
    assert (result.tallies["statements: speaker"].wanted, result.tallies["statements: speaker"].right) == (1, 0)
    assert "readings" not in gold["layers"]


def test_what_is_wrong_must_not_be_found_again(store: Store, tmp_path: Path, reader: Reader) -> None:
    record = store.get(1)
    event = next(e for e in record.events if e.type == "ACCUSE")
    result = scored(store, tmp_path, reader, wrong(record, event.id), wrong(record, quoted(record)))
    assert [(m.layer, m.what) for m in result.misses if m.wanted is None] == [
        ("statements", "not wanted"), ("events", "not wanted"),
    ]  # fmt: skip
    assert result.tallies["events: traps avoided"].right == 0


def test_what_is_missing_is_wanted(store: Store, tmp_path: Path, reader: Reader) -> None:
    record = store.get(1)
    river = missing(record, "event", "in Nairobi", {"type": "AID", "status": "happened", "actors": "Kenya"})
    spoken = missing(record, "statement", "Kenya of closing the river", {"speaker": "Ruth Achieng"})
    own = missing(record, "statement", "We will", {})
    result = scored(store, tmp_path, reader, river, spoken, own, missing(record, "time", "the river", {}))
    wanted = {(m.layer, m.wanted) for m in result.misses if m.wanted is not None}
    assert ("events", "AID") in wanted
    assert gold_in(tmp_path)["events"][-1]["actors"] == ["Kenya"]
    assert [s["kind"] for s in gold_in(tmp_path)["statements"][-2:]] == ["indirect", "direct"]
    assert gold_in(tmp_path)["times"] == [{"text": "the river", "value": None}]


def test_a_page_that_was_read_whole_counts_in_everything(store: Store, tmp_path: Path, reader: Reader) -> None:
    result = scored(store, tmp_path, reader, checked())
    gold = gold_in(tmp_path)
    assert not any(one.get("optional") for layer in ("statements", "events") for one in gold[layer])
    assert gold["article"]["published"] == "2025-03-03"
    assert {m.layer for m in result.misses} == set()
    assert result.tallies["statements: with speaker"].wanted == len(store.get(1).statements)


def test_a_text_that_came_with_its_date_is_read_with_it_again(store: Store, tmp_path: Path, reader: Reader) -> None:
    result = scored(store, tmp_path, reader, checked(), page=2)
    gold = gold_in(tmp_path)
    assert gold["given"] == {"published": "2025-05-06", "as_it_is": True, "title": store.get(2).article.title}
    assert {m.layer for m in result.misses} == set()


def test_a_page_with_an_address_is_read_with_it_again(store: Store, tmp_path: Path, reader: Reader) -> None:
    address = "https://news.example/2025/07/08/weir"
    page = PAGE.replace("Published: 3 March 2025\n\n", "").encode()
    store.add(reader.read_bytes(page, url=address), Input(address, "page", page, {"url": address}))
    result = scored(store, tmp_path, reader, checked(), page=3)
    assert gold_in(tmp_path)["given"] == {"url": address}
    assert gold_in(tmp_path)["article"]["published"] == store.get(3).article.published
    assert {m.layer for m in result.misses} == set()


def test_a_correction_taken_back_leaves_no_page(store: Store, tmp_path: Path) -> None:
    (made,) = store.correct(1, [checked()], by="Nora", why="seen")
    store.withdraw(made.id, by="Nora", why="not all")
    export(store, "gold", str(tmp_path / "gold"))
    assert list((tmp_path / "gold").iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="holds something"):
        export(store, "gold", str(tmp_path / "gold"))
    assert [p.name for p in (tmp_path / "gold").iterdir()] == ["mine.txt"]
    with pytest.raises(FilterError):
        export(store, "gold", "-")


@pytest.mark.parametrize(
    ("text", "words", "wide"),
    [
        ("They met. They met in Oslo.", (15, 18), "met in"),
        ("met", (0, 3), "met"),
        ("met met", (4, 7), "met met"),
        ("a met\nb met", (8, 11), "b met"),
        ("met\nmet", (4, 7), "met"),
    ],
)
def test_words_that_stand_twice_are_told_apart_by_their_neighbours(
    text: str, words: tuple[int, int], wide: str
) -> None:
    assert widened(text, *words) == wide
