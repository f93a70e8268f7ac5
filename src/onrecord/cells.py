"""Cells of a table that a spreadsheet may open: none of a page's words is run as a formula."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets run as a formula."""


def safe_cell(text: str) -> str:
    """Return a cell's text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA) else text
