"""`onrecord evaluate` on the command line, and gold that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.errors import GoldError
from onrecord.evaluate import evaluate, load_cases, load_pairs, render_json, render_text
from onrecord.reader import Reader

PAGE = """Latvia greets Peru

Riga, 4 March 2025

Latvian Foreign Minister Ilze Kalna said on Monday that Riga would open an embassy in Lima."""
GOLD: dict[str, Any] = {
    "page": "riga.txt",
    "statements": [
        {"content": "Riga would open an embassy in Lima", "speaker": "Ilze Kalna", "kind": "indirect"},
        {"content": "the moon is made of cheese", "speaker": "Ilze Kalna", "kind": "indirect"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "riga.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "riga.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def test_the_command_prints_layers_and_misses_as_json(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(folder), "--json", "--show", "--layer", "statements"])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["pages"] == 1
    assert told["layers"]["statements"] | {"found": 1, "precision": 1, "f1": 2 / 3} == told["layers"]["statements"]
    assert told["layers"]["statements"]["recall"] == 0.5
    assert [miss["wanted"] for miss in told["misses"]] == ["the moon is made of cheese"]
    assert all(name.startswith("statements") for name in told["layers"])


def test_a_page_that_cannot_be_read_is_named_and_not_scored(folder: Path, reader: Reader) -> None:
    (folder / "blob.txt").write_bytes(b"\x00\x01\x02" * 99)
    (folder / "blob.gold.json").write_text(json.dumps({"page": "blob.txt"}), encoding="utf-8")
    result = evaluate(load_cases(folder), reader=reader)
    assert list(result.unread) == ["blob.txt"]
    assert "not read: blob.txt" in render_text(result)
    assert json.loads(render_json(result))["pages"] == 1


def test_a_pair_is_compared(folder: Path, reader: Reader) -> None:
    gold = {"first": "riga.txt", "second": "riga.txt", "both": [["open an embassy in Lima", "open an embassy in Lima"]]}
    (folder / "pair_riga.json").write_text(json.dumps(gold), encoding="utf-8")
    result = evaluate(load_cases(folder), load_pairs(folder), reader=reader)
    assert result.pairs == 1
    assert result.tallies["compare: both"].recall == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        (json.dumps({"page": "riga.txt", "statments": []}), "statments"),
        (json.dumps({"page": "gone.txt"}), "gone.txt"),
        (json.dumps({"page": "../riga.txt"}), "riga.txt"),
        (
            json.dumps({"page": "riga.txt", "events": [{"type": "SING", "trigger": "x", "status": "happened"}]}),
            "events.0.type",
        ),
    ],
)
def test_gold_that_cannot_be_used_is_told(folder: Path, text: str, told: str) -> None:
    (folder / "riga.gold.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=told):
        load_cases(folder)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no"):
        load_cases(tmp_path)
    with pytest.raises(GoldError, match="no folder"):
        load_cases(tmp_path / "gone")
