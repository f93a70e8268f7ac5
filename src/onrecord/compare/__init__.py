"""Compare: two or more accounts of one meeting, point by point."""

from onrecord.compare.comparison import (
    Account,
    Comparison,
    Conflict,
    Framing,
    Meeting,
    Naming,
    Pair,
    Shared,
    Single,
)
from onrecord.compare.engine import compare
from onrecord.compare.render_csv import render_csv
from onrecord.compare.render_html import render_html
from onrecord.compare.render_json import as_json, render_json
from onrecord.compare.render_text import render_text

__all__ = [
    "Account",
    "Comparison",
    "Conflict",
    "Framing",
    "Meeting",
    "Naming",
    "Pair",
    "Shared",
    "Single",
    "as_json",
    "compare",
    "render_csv",
    "render_html",
    "render_json",
    "render_text",
]
