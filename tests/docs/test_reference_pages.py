"""The reference pages say what the code says; `python -m tools.reference` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.reference import FOLDER, pages

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], "run: python -m tools.reference"


def test_every_command_and_option_is_told() -> None:
    """Guards the generator itself: options of each kind stand on the page."""
    page = Path(FOLDER / "command-line.md").read_text(encoding="utf-8")
    assert "| `--format` | `text`, `json`, `jsonl`, `html` | `text` |" in page
    assert "| `--limit` | a number from 1 to 100000 | `20` |" in page
    assert "| `--speaker` | text, may be repeated |  |" in page
    assert "    onrecord compare [OPTIONS] [PAGES...]" in page
