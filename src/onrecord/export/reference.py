"""Writes the reference page of the exports from what is declared, so that the two cannot part."""

from __future__ import annotations

from onrecord.export.columns import TABLES
from onrecord.export.formats import FORMATS


def formats_section() -> str:
    """Return the formats as a Markdown table."""
    rows = [f"| `{name}` | {format.meaning} |" for name, format in FORMATS.items()]
    return "\n".join(["| `--format` | what it writes |", "| --- | --- |", *rows]) + "\n"


def columns_section() -> str:
    """Return each table with its columns as Markdown."""
    parts = []
    for table in TABLES.values():
        rows = [f"| `{c.name}` | {c.type} | {c.meaning} | {c.polecat or ''} |" for c in table.columns]
        head = ["| column | type | meaning | in POLECAT |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([f"### {table.name}", "", f"One row is {table.row}.", "", *head, *rows]))
    return "\n\n".join(parts) + "\n"
