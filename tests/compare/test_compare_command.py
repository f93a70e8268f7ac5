"""`onrecord compare` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app

FIRST = """Call with Ghana

Oslo, 4 March 2025

Norway's Foreign Minister, Kari Moe, spoke by phone with Ghana's Foreign Minister, Kofi Osei.

They discussed herring."""
SECOND = """Call with Norway

Accra, 4 March 2025

Ghana's Foreign Minister, Kofi Osei, spoke by phone with Norway's Foreign Minister, Kari Moe.

They discussed cocoa."""


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(p) for p in paths]


def test_json_on_the_command_line(pages: list[str]) -> None:
    result = CliRunner().invoke(app, ["compare", *pages, "--format", "json"])
    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert [s["text"] for s in made["only_first"]] == ["They discussed herring"]
    assert [s["text"] for s in made["only_second"]] == ["They discussed cocoa"]


@pytest.mark.parametrize(
    ("format", "start"), [("text", "A = "), ("html", "<!doctype html>"), ("csv", "first_account,")]
)
def test_other_formats_on_the_command_line(pages: list[str], format: str, start: str) -> None:
    result = CliRunner().invoke(app, ["compare", *pages, "--format", format])
    assert result.exit_code == 0
    assert result.stdout.startswith(start)
