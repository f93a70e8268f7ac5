"""Exports hold what the store holds, and readers that are not ours can read them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest
from benchmarks.synthetic import Synthetic
from pyarrow import parquet

from onrecord.errors import FilterError, StoreError
from onrecord.export import FORMATS, TABLES, export
from onrecord.export.polecat import HEADER
from onrecord.export.tables import cell
from onrecord.record import Record
from onrecord.store import Draft, Store, open_store

PRESS = Synthetic(seed=6, people=20)
RECORDS = list(PRESS.records(25))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(tmp_path_factory.mktemp("export") / "news.db", write=True)
    for record in RECORDS:
        made.add(record)
    speaker = Draft("field", "statement", "s1", "speaker", was="A", value="=B; C", words=RECORDS[0].statements[0].text)
    made.correct(1, [speaker, Draft("missing", "event", value={"type": "AID"}, words="none")], by="Nora", why="seen")
    return made


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_the_declared_columns_and_every_row(store: Store, tmp_path: Path, table: str) -> None:
    export(store, "csv", str(tmp_path / "out.csv"), table=table)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [column.name for column in TABLES[table].columns]
    held = store.corrections() if table == "corrections" else [f for r in RECORDS for f in getattr(r, table)]
    assert len(rows) == len(held)
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_the_same_from_csv_and_parquet_and_jsonl(store: Store, tmp_path: Path, table: str) -> None:
    for name in ("csv", "parquet", "jsonl"):
        export(store, name, str(tmp_path / f"out.{name}"), table=table)
    ids = [
        duckdb.sql(f"SELECT CAST(id AS VARCHAR) AS id FROM {reader} ORDER BY id").fetchall()
        for reader in (
            f"read_csv('{tmp_path}/out.csv', all_varchar=true)",
            f"'{tmp_path}/out.parquet'",
            f"read_json('{tmp_path}/out.jsonl')",
        )
    ]
    assert ids[0] == ids[1] == ids[2]
    assert ids[0]


def test_parquet_is_typed_and_says_what_its_columns_mean(store: Store, tmp_path: Path) -> None:
    export(store, "parquet", str(tmp_path / "out.parquet"), table="events")
    schema = parquet.read_schema(tmp_path / "out.parquet")
    kinds = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool", "date": "date32[day]",
             "strings": "list<element: string>"}  # fmt: skip
    for column in TABLES["events"].columns:
        assert str(schema.field(column.name).type) == kinds[column.type]
        assert schema.field(column.name).metadata[b"meaning"].decode() == column.meaning


def test_statement_row_says_who_said_it_to_whom(store: Store, tmp_path: Path) -> None:
    export(store, "jsonl", str(tmp_path / "out.jsonl"))
    row = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    statement = RECORDS[0].statements[0]
    speaker = next(a for a in RECORDS[0].actors if a.id == statement.speaker)
    assert (row["id"], row["text"]) == ("1/s1", statement.text)
    assert (row["speaker"], row["speaker_country"]) == (speaker.name, speaker.country)
    assert RECORDS[0].article.text[row["start"] : row["end"]] == statement.text


def test_polecat_has_its_header_and_only_what_took_place(store: Store, tmp_path: Path) -> None:
    export(store, "polecat", str(tmp_path / "out.txt"))
    rows = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path}/out.txt', delim='\t', header=true, all_varchar=true)")
    took_place = [
        (page, e) for page, r in enumerate(RECORDS, 1) for e in r.events if e.status in ("happened", "ongoing")
    ]
    assert tuple(rows.columns) == HEADER
    assert [row[0] for row in rows.fetchall()] == [f"{page}/{e.id}" for page, e in took_place]


def test_polecat_columns_are_the_published_ones() -> None:
    published = Path("../shared/ontology/plover.json")
    if not published.is_file():
        pytest.skip("the published list of POLECAT's columns is not beside the project")
    assert list(HEADER) == json.loads(published.read_text())["polecat_columns"]


def test_every_twin_is_a_column_of_polecat() -> None:
    twins = [column.polecat for column in TABLES["events"].columns if column.polecat]
    assert set(twins) <= set(HEADER)
    assert len(twins) == len(set(twins))


def test_dyads_pair_every_actor_with_every_recipient(store: Store, tmp_path: Path) -> None:
    export(store, "dyads", str(tmp_path / "out.tsv"))
    with (tmp_path / "out.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    event = RECORDS[0].events[0]
    names = {a.id: a.country for a in RECORDS[0].actors}
    assert (rows[0]["Source Country"], rows[0]["Target Country"]) == (
        names[event.actors[0]],
        names[event.recipients[0]],
    )
    assert {row["Status"] for row in rows} == {e.status for r in RECORDS for e in r.events}


def test_records_come_out_as_they_went_in(store: Store, tmp_path: Path) -> None:
    export(store, "records", str(tmp_path / "out.jsonl"))
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [Record.model_validate_json(line) for line in lines] == RECORDS


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_cell_is_no_formula(words: str) -> None:
    assert cell(words) == f"'{words}"


def test_unknown_value_is_an_empty_cell_and_a_number_stays_one() -> None:
    assert [cell(v) for v in (None, -2.5, True, ["a;b", "c"])] == ["", "-2.5", "true", "a,b; c"]


def test_file_that_cannot_be_written_is_a_sentence_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, "csv", str(tmp_path / "none" / "out.csv"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "table"), [("xls", "statements"), ("csv", "songs")])
def test_unknown_format_or_table_is_refused(store: Store, tmp_path: Path, name: str, table: str) -> None:
    with pytest.raises(FilterError, match="none of"):
        export(store, name, str(tmp_path / "out"), table=table)


def test_a_correction_row_says_what_of_which_fact(store: Store, tmp_path: Path) -> None:
    export(store, "jsonl", str(tmp_path / "out.jsonl"), table="corrections")
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["fact"], first["field"], first["was"], first["value"]) == ("1/s1", "speaker", "A", "=B; C")
    assert (first["by"], first["why"], first["state"]) == ("Nora", "seen", "stands")
    assert (second["fact"], second["value"], second["state"]) == (None, '{"type": "AID"}', "adrift")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_store(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / "empty.db", write=True) as empty:
        export(empty, name, str(tmp_path / "out"))
    assert (tmp_path / "out").exists()
