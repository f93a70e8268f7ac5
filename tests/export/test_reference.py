"""The reference page says what the exports do."""

from __future__ import annotations

from pathlib import Path

from onrecord.export.reference import columns_section, formats_section

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")


def test_page_lists_every_format() -> None:
    assert formats_section() in PAGE


def test_page_lists_every_column() -> None:
    assert columns_section() in PAGE
