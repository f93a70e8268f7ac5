"""Writes tables as CSV, JSON lines and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

from onrecord.cells import safe_cell
from onrecord.errors import MissingExtraError
from onrecord.export.columns import Column, Table
from onrecord.export.page import Page

LIST_SEPARATOR = "; "
"""Between the values of a list in one cell of CSV; within a value a `;` becomes a comma."""

ROWS = 5_000
"""Rows of a Parquet row group: a few megabytes in memory."""


def write_csv(pages: Iterable[Page], table: Table[Any], out: IO[str]) -> None:
    """Write a table as CSV (RFC 4180, UTF-8): lists joined by `; `, truth as true and false, the unknown empty."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in _rows(pages, table):
        writer.writerow([cell(value) for value in row.values()])


def write_jsonl(pages: Iterable[Page], table: Table[Any], out: IO[str]) -> None:
    """Write a table as JSON lines: lists as lists, the unknown as null."""
    for row in _rows(pages, table):
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(pages: Iterable[Page], table: Table[Any], out: IO[bytes]) -> None:
    """Write a table as Parquet, typed, with the meaning of each column in its metadata.

    Raises:
        MissingExtraError: when pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    schema = pyarrow.schema([_field(pyarrow, column) for column in table.columns])
    dates = [column.name for column in table.columns if column.type == "date"]
    held: list[dict[str, Any]] = []
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for row in _rows(pages, table):
            held.append({**row, **{name: as_date(row[name]) for name in dates}})
            if len(held) == ROWS:
                writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
                held = []
        writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))


def cell(value: Any) -> str:
    """Return a value as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(str(v).replace(";", ",") for v in value)
    elif not isinstance(value, str):
        return str(value)
    return safe_cell(str(value).replace("\0", ""))


def _rows(pages: Iterable[Page], table: Table[Any]) -> Iterator[dict[str, Any]]:
    for page in pages:
        yield from table.of(page)


def _field(pyarrow: Any, column: Column[Any]) -> Any:
    types = {
        "string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(), "date": pyarrow.date32(), "strings": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    return pyarrow.field(column.name, types[column.type], metadata={"meaning": column.meaning})


def as_date(value: str | None) -> date | None:
    """Return a day as a date; one before year 1 or not to the day is none that Parquet has."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
