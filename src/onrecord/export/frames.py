"""Tables as data frames of pandas and Polars, with the types that the columns declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import FilterError, MissingExtraError
from onrecord.export.columns import TABLES, Table
from onrecord.export.page import Page, pages_of
from onrecord.export.tables import as_date
from onrecord.record import Record
from onrecord.store import Store

if TYPE_CHECKING:
    import pandas
    import polars

Pages = Record | Iterable[Record] | Store
"""What a frame is made of: one record, several, or the current pages of a store."""


def to_pandas(pages: Pages, table: str = "statements") -> pandas.DataFrame:
    """Return a table as a pandas data frame: days as `datetime64[s]`, lists as lists, the unknown as NA or NaT.

    Raises:
        FilterError: when there is no such table.
        MissingExtraError: when pandas is not installed.
    """
    try:
        import numpy
        import pandas
    except ImportError as error:
        raise MissingExtraError("a pandas data frame needs pandas: pip install 'onrecord[pandas]'") from error
    types = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "strings": "object"}
    columns: dict[str, Any] = {}
    for column, values in _columns(pages, table):
        if column.type == "date":
            days = numpy.array([as_date(v) for v in values], dtype="datetime64[s]")
            columns[column.name] = pandas.Series(days)
        else:
            columns[column.name] = pandas.Series(values, dtype=types[column.type])
    return pandas.DataFrame(columns)


def to_polars(pages: Pages, table: str = "statements") -> polars.DataFrame:
    """Return a table as a Polars data frame: days as `Date`, lists as `List(String)`, the unknown as null.

    Raises:
        FilterError: when there is no such table.
        MissingExtraError: when Polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError("a Polars data frame needs polars: pip install 'onrecord[polars]'") from error
    types = {
        "string": polars.String(), "integer": polars.Int64(), "number": polars.Float64(), "boolean": polars.Boolean(),
        "date": polars.Date(), "strings": polars.List(polars.String()),
    }  # fmt: skip
    return polars.DataFrame(
        [
            polars.Series(
                column.name, [as_date(v) for v in values] if column.type == "date" else values, types[column.type]
            )
            for column, values in _columns(pages, table)
        ]
    )


def _columns(pages: Pages, name: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the columns of a table, each with its values in order of the rows."""
    table = _table(name)
    rows = [row for page in _pages(pages) for row in table.of(page)]
    for column in table.columns:
        yield column, [row[column.name] for row in rows]


def _table(name: str) -> Table[Any]:
    if name not in TABLES:
        raise FilterError(f"the table {name!r} is none of: {', '.join(TABLES)}")
    return TABLES[name]


def _pages(pages: Pages) -> Iterator[Page]:
    """Yield pages under their numbers in a store; loose records are counted from 1."""
    if isinstance(pages, Store):
        yield from pages_of(pages)
        return
    for number, record in enumerate([pages] if isinstance(pages, Record) else pages, 1):
        yield Page(number, record)
