"""Tables as data frames: the columns, types and rows that the exports declare."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest
from benchmarks.synthetic import Synthetic

import onrecord
from onrecord.errors import FilterError, MissingExtraError
from onrecord.export import TABLES, Page
from onrecord.store import open_store

RECORDS = list(Synthetic(seed=5, people=20).records(3))


@pytest.mark.parametrize("table", TABLES)
def test_both_frames_hold_the_declared_columns_and_every_row(table: str) -> None:
    declared = [c.name for c in TABLES[table].columns]
    rows = [row for n, record in enumerate(RECORDS, 1) for row in TABLES[table].of(Page(n, record))]
    one, other = onrecord.to_pandas(RECORDS, table), onrecord.to_polars(RECORDS, table)
    assert list(one.columns) == other.columns == declared
    assert len(one) == other.height == len(rows)
    for name in declared:
        kinds = {c.name: c.type for c in TABLES[table].columns}
        if kinds[name] != "date":
            want = [row[name] for row in rows]
            assert [plain(v) for v in one[name]] == want
            assert other[name].to_list() == want


def plain(value: Any) -> Any:
    return value if isinstance(value, list) else None if pandas.isna(value) else value


def test_a_day_is_a_day_and_an_unknown_one_is_missing() -> None:
    record = RECORDS[0]
    undated = record.model_copy(update={"article": record.article.model_copy(update={"published": None})})
    known, unknown = onrecord.to_pandas([record, undated]).published_day.iloc[[0, -1]]
    day = date.fromisoformat(str(record.article.published)[:10])
    assert known.date() == day
    assert pandas.isna(unknown)
    assert onrecord.to_polars([record, undated])["published_day"].to_list()[:: 2 * len(record.statements) - 1] == [
        day, None,
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_types_hold_without_a_single_row(table: str) -> None:
    nothing, something = onrecord.to_polars([], table), onrecord.to_polars(RECORDS, table)
    assert nothing.schema == something.schema
    assert list(onrecord.to_pandas([], table).dtypes) == list(onrecord.to_pandas(RECORDS, table).dtypes)
    assert polars.concat([nothing, something]).equals(something)


def test_a_store_gives_its_pages_under_their_numbers(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db", write=True) as store:
        for record in RECORDS:
            store.add(record)
        assert set(onrecord.to_pandas(store).page) == {1, 2, 3}
        assert onrecord.to_polars(store, "events").height == sum(len(r.events) for r in RECORDS)


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(FilterError, match="none of: statements"):
        onrecord.to_pandas(RECORDS[0], "verdicts")


@pytest.mark.parametrize(("name", "frame"), [("pandas", onrecord.to_pandas), ("polars", onrecord.to_polars)])
def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, name: str, frame: Any) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'onrecord\[{name}\]'"):
        frame(RECORDS[0])
