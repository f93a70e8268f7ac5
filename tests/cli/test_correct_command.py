"""`onrecord correct` and `onrecord corrections`, as a shell sees them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from benchmarks.synthetic import Synthetic
from typer.testing import CliRunner, Result

from onrecord.cli import app
from onrecord.errors import CorrectionError, NotInStoreError, OnrecordError, StoreError
from onrecord.store import MadeBy, open_store

RECORDS = list(Synthetic(seed=9, people=15).records(2))
FIRST = RECORDS[0].statements[0]
BY = ("--by", "Nora Vance", "--why", "seen in print")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with open_store(tmp_path / "news.db", write=True) as made:
        for record in RECORDS:
            made.add(record)
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "news.db"))
    return str(tmp_path / "news.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_correction_is_made_listed_shown_and_exported(store: str, tmp_path: Path) -> None:
    made = run("correct", "1/s1", "speaker=Ana Ruiz", "polarity=denied", *BY)
    assert made.exit_code == 0
    assert "speaker is Ana Ruiz, not" in made.stdout
    listed = run("corrections", "1").stdout
    shown = run("show", "1/s1").stdout
    for told in (listed, shown, run("show", "1").stdout):
        assert "Nora Vance" in told
        assert "seen in print" in told
        assert "polarity is denied, not asserted" in told
    as_json = json.loads(run("show", "1/s1", "--format", "json").stdout)
    assert [c["value"] for c in as_json["corrections"]] == ["Ana Ruiz", "denied"]
    assert run("export", "--table", "corrections", str(tmp_path / "c.csv")).exit_code == 0
    with (tmp_path / "c.csv").open(encoding="utf-8") as file:
        assert [row["fact"] for row in csv.DictReader(file)] == ["1/s1", "1/s1"]


def test_lines_for_programs_say_how_each_stands(store: str) -> None:
    run("correct", "1/s1", "--wrong", *BY)
    run("correct", "2", "--checked", *BY)
    lines = [json.loads(line) for line in run("corrections", "--json").stdout.splitlines()]
    assert [(x["kind"], x["fact_now"], x["state"]) for x in lines] == [
        ("wrong", "1/s1", "stands"), ("checked", None, "stands"),
    ]  # fmt: skip
    with open_store(store, write=True) as opened:
        without = RECORDS[0].model_copy(update={"statements": RECORDS[0].statements[1:], "events": ()})
        opened.replace(1, without, MadeBy("2", "m"))
    assert json.loads(run("corrections", "1", "--json").stdout)["state"] == "mended"
    assert "the reader says so now" in run("corrections", "1").stdout


def test_a_correction_is_taken_back(store: str) -> None:
    run("correct", "1/s1", "--wrong", *BY)
    assert run("correct", "--withdraw", "1", "--by", "Ruth", "--why", "a slip").exit_code == 0
    assert run("corrections").stdout == ""
    assert "taken back by Ruth" in run("corrections", "--all").stdout


def test_an_id_alone_shows_what_can_be_corrected(store: str) -> None:
    facts = run("correct", "1").stdout
    assert f"1/s1\tstatement\t{FIRST.text[:20]}" in facts.replace("“", "")
    assert "1/e1\tevent" in facts
    assert "polarity=asserted" in run("correct", "1/s1").stdout
    assert run("corrections").stdout == ""


def test_a_missing_fact_is_added(store: str) -> None:
    words = RECORDS[0].article.title or ""
    made = run("correct", "1", "--missing", "event", "--words", words, "type=AID", "status=denied", *BY)
    assert (made.exit_code, "event missing" in made.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("correct", "1/s1", "speaker=Ana"), CorrectionError),
        (("correct", "1/s1", "speaker", *BY), CorrectionError),
        (("correct", "1/s1", "colour=red", *BY), CorrectionError),
        (("correct", "1/s99", "--wrong", *BY), CorrectionError),
        (("correct", "1", "--wrong", *BY), CorrectionError),
        (("correct", "1", "speaker=Ana", *BY), CorrectionError),
        (("correct", "1/s1", "--checked", *BY), CorrectionError),
        (("correct", "1/s1", "--missing", "event", "--words", "x", *BY), CorrectionError),
        (("correct", "9/s1", "--wrong", *BY), NotInStoreError),
        (("corrections", "9"), NotInStoreError),
        (("correct", "--withdraw", "9", *BY), NotInStoreError),
        (("correct", "s1", "--wrong", *BY), StoreError),
        (("correct", "--from", "none.json", *BY), CorrectionError),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_kept(
    store: str, arguments: tuple[str, ...], error: type[OnrecordError]
) -> None:
    assert type(run(*arguments).exception) is error
    assert run("corrections").stdout == ""


def test_two_things_at_once_are_refused(store: str) -> None:
    assert run("correct", "1/s1", "speaker=Ana", "--wrong", *BY).exit_code == 2


def test_corrections_survive_refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "desk.db"))
    page = tmp_path / "page.txt"
    page.write_text(
        "Kenya and Uganda argue\n\nKenyan envoy Amani Otieno said the weir would be opened.\n", encoding="utf-8"
    )
    assert run("add", str(page), "--workers", "1", "--quiet").exit_code == 0
    with open_store(tmp_path / "desk.db", write=True) as opened:
        record = opened.get(1)
        local = next(s.id for s in record.statements if "the weir would be opened" in s.text)
        opened.replace(1, record, MadeBy("0", "older"))
    assert run("correct", f"1/{local}", "speaker=Ruth Achieng", *BY).exit_code == 0
    assert "1 read again" in run("refresh").stderr
    (line,) = run("corrections", "--json").stdout.splitlines()
    told = json.loads(line)
    assert (told["fact_now"], told["value"], told["state"]) == (f"1/{local}", "Ruth Achieng", "stands")
