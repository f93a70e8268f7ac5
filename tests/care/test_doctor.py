"""`onrecord doctor` says what is missing or wrong, and tells the two apart."""

from __future__ import annotations

import json
import shutil
import sqlite3
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from benchmarks.synthetic import Synthetic
from typer.testing import CliRunner

from onrecord.care import Finding, doctor, examine
from onrecord.cli import app
from onrecord.commands.care import NOT_WELL
from onrecord.store import open_store
from onrecord.store.migrations import migrate, steps


def found(store: Path | None = None) -> dict[str, Finding]:
    """What is found without reading a line, which takes seconds."""
    held = {}
    for finding in examine(store):
        held[finding.about] = finding
        if finding.about == "browser":
            break
    return held


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with open_store(tmp_path / "desk.db", write=True) as made:
        made.add(Synthetic().record(1))
    return tmp_path / "desk.db"


def without(monkeypatch: pytest.MonkeyPatch, *names: str, version: str | None = None) -> None:
    """Let packages be away, or be of another version."""
    real = metadata.version

    def fake(name: str) -> str:
        if name not in names:
            return real(name)
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(metadata, "version", fake)


def test_a_whole_installation_is_well(store: Path) -> None:
    held = found(store)
    assert {f.state for f in held.values() if f.about != "terminal"} == {"ok"}
    assert held[f"store {store}"].told.startswith("1 pages")


def test_a_line_is_read_with_the_models() -> None:
    *_, last = examine()
    assert (last.about, last.state) == ("reading", "ok")


def test_a_needed_package_that_is_away_or_too_old_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "spacy")
    assert found()["package spacy"].state == "wrong"
    assert "pip install 'spacy" in found()["package spacy"].told
    without(monkeypatch, "typer", version="0.1")
    assert found()["package typer"].told.startswith("0.1, and >=")


def test_an_extra_that_is_away_is_only_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "uvicorn", "polars")
    held = found()
    assert held["extra web"].state == held["extra polars"].state == "missing"
    assert "uvicorn" in held["extra web"].told
    assert "pip install 'onrecord[web]'" in held["extra web"].told
    assert held["extra pandas"].state == "ok"
    assert "wrong" not in {f.state for f in held.values()}


def test_every_extra_is_told() -> None:
    told = {about.removeprefix("extra ") for about in found() if about.startswith("extra ")}
    assert told >= set(doctor.USES)
    for extra in doctor.USES:
        assert extra in (metadata.metadata("onrecord").get_all("Provides-Extra") or [])


def test_a_damaged_model_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(str(files("onrecord") / "models"), tmp_path / "models")
    monkeypatch.setattr(doctor, "files", lambda name: tmp_path)
    models = [about for about in found() if about.startswith("model ")]
    assert models
    for about in models:
        assert found()[about].state == "ok"
        folder = tmp_path / "models" / about.removeprefix("model ")
        name = next(iter(json.loads((folder / "config.json").read_text(encoding="utf-8"))["sha256"]))
        (folder / name).write_bytes(b"cut off")
        assert found()[about] == Finding(about, "wrong", f"{name} damaged or not there: install onrecord again")


def test_a_changed_file_of_an_installation_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_bytes(b"say")

    class Listed:
        parts = ("onrecord", "data", "cues.tsv")
        hash = type("Hash", (), {"mode": "sha256", "value": "y0uGuKhoLYU3qpVxYxLQtJ2mnZW8ebQqhQq7bG5mwhM"})()

        def locate(self) -> Path:
            return tmp_path / "cues.tsv"

        def __str__(self) -> str:
            return "onrecord/data/cues.tsv"

    monkeypatch.setattr(metadata, "files", lambda name: [Listed()])
    assert found()["files"].state == "wrong"
    assert "cues.tsv" in found()["files"].told


class TestStore:
    def test_one_that_is_not_there_is_wrong(self, tmp_path: Path) -> None:
        assert found(tmp_path / "none.db")[f"store {tmp_path / 'none.db'}"].state == "wrong"
        assert not (tmp_path / "none.db").exists()

    def test_an_older_one_is_well_and_left_as_it_is(self, tmp_path: Path) -> None:
        db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
        migrate(db, upto=2)
        db.close()
        finding = found(tmp_path / "old.db")[f"store {tmp_path / 'old.db'}"]
        assert (finding.state, f"schema 2 of {steps()[-1].number}" in finding.told) == ("ok", True)
        db = sqlite3.connect(tmp_path / "old.db")
        assert db.execute("SELECT max(number) FROM migrations").fetchone() == (2,)

    def test_a_newer_one_is_wrong(self, store: Path) -> None:
        with open_store(store, write=True) as opened:
            opened.db.execute("INSERT INTO migrations (number, name, redraw) VALUES (9999, 'x', 0)")
        assert "update onrecord" in found(store)[f"store {store}"].told

    @pytest.mark.parametrize("content", [b"a letter to a friend" * 50, b""])
    def test_what_is_no_store_is_wrong(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x.db").write_bytes(content)
        assert found(tmp_path / "x.db")[f"store {tmp_path / 'x.db'}"].state == "wrong"


def test_a_disk_that_is_full_is_wrong(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 10})())
    assert found(store)[f"folder {store.parent}"].state == "wrong"


@pytest.mark.parametrize(("state", "status"), [("ok", 0), ("missing", 0), ("wrong", NOT_WELL)])
def test_the_exit_status_says_whether_it_is_well(monkeypatch: pytest.MonkeyPatch, state: Any, status: int) -> None:
    monkeypatch.setattr("onrecord.care.examine", lambda store: iter([Finding("sqlite", state, "told")]))
    result = CliRunner().invoke(app, ["doctor"])
    assert (result.exit_code, result.stdout) == (status, f"{state:<8} sqlite: told\n")
    as_json = CliRunner().invoke(app, ["doctor", "--json"]).stdout
    assert json.loads(as_json) == {"about": "sqlite", "state": state, "told": "told"}
