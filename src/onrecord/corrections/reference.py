"""Writes the fields that can be corrected as Markdown, so that the page and the checks cannot part."""

from __future__ import annotations

from onrecord.corrections.facts import FIELDS

TAKES = {
    "text": "text",
    "name": "a name",
    "names": "names, parted by `;`",
    "date": "a date or another TIMEX3 value",
    "country": "an ISO code",
}


def fields_section() -> str:
    """Return the fields of each layer as a Markdown table."""
    rows = [
        f"| {layer} | `{f.name}` | {f.meaning} | {', '.join(f'`{c}`' for c in f.choices) or TAKES[f.kind]} |"
        for layer, fields in FIELDS.items()
        for f in fields
    ]
    return "\n".join(["| of | field | meaning | takes |", "| --- | --- | --- | --- |", *rows]) + "\n"
