"""Writes the dictionary of a table's columns as CSV on the Web metadata (W3C), to lie beside its CSV file."""

from __future__ import annotations

import json
from typing import IO, Any

from onrecord.export.columns import Column, Table
from onrecord.export.tables import LIST_SEPARATOR


def write_csvw(table: Table[Any], out: IO[str], *, url: str | None = None) -> None:
    """Write the metadata of a table; `url` is the CSV file that it describes, by default the table's name."""
    json.dump(metadata(table, url or f"{table.name}.csv"), out, ensure_ascii=False, indent=1)
    out.write("\n")


def metadata(table: Table[Any], url: str) -> dict[str, Any]:
    """Return the metadata of a table."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": table.name,
        "dc:description": f"One row is {table.row}.",
        "dialect": {"delimiter": ",", "header": True, "encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": [_column(column) for column in table.columns], "primaryKey": "id"},
    }


def _column(column: Column[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name, "titles": column.name, "dc:description": column.meaning,
        "datatype": "string" if column.type == "strings" else column.type,
    }  # fmt: skip
    if column.type == "strings":
        made["separator"] = LIST_SEPARATOR
    if column.name == "id":
        made["required"] = True
    if column.polecat:
        made["dc:relation"] = f"POLECAT: {column.polecat}"
    return made
