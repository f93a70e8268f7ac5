"""Puts news about relations between states on record.

What is named here is the public surface, with what its types offer; docs/python.md says what is promised of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars

    from onrecord.comparing import Comparison
    from onrecord.errors import OnrecordError
    from onrecord.reader import Reader, Unread
    from onrecord.record import Record
    from onrecord.store import Store

__all__ = [
    "Comparison",
    "OnrecordError",
    "Reader",
    "Record",
    "Store",
    "Unread",
    "__version__",
    "compare",
    "open_store",
    "read",
    "to_pandas",
    "to_polars",
]

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "onrecord.comparing",
    "OnrecordError": "onrecord.errors",
    "Reader": "onrecord.reader",
    "Record": "onrecord.record",
    "Store": "onrecord.store",
    "Unread": "onrecord.reader",
}
"""Where the public types live; they are loaded when first asked for."""


def read(page: str | Path, *, published: str | None = None) -> Record:
    """Read one page (a path or an http(s) address) into its record. The first call loads the models, in a few seconds.

    Args:
        page: a file, or an address.
        published: the page's date as ISO 8601, where the page itself gives none or a wrong one.

    Raises:
        OnrecordError: one of its kinds, when the page cannot be read.
    """
    return _reader().read(page, published=published)


def compare(*accounts: Record | str | Path) -> Comparison:
    """Set two or more accounts of one meeting side by side; an account is a record, a path or an http(s) address.

    Raises:
        OnrecordError: one of its kinds, when a page cannot be read, or fewer than two accounts are given.
    """
    from onrecord import comparing
    from onrecord.record import Record

    return comparing.compare([a if isinstance(a, Record) else read(a) for a in accounts])


def open_store(path: str | Path, *, write: bool = False) -> Store:
    """Open the store in a file, to be used in a `with`; with `write` it is made where there is none.

    Raises:
        OnrecordError: when there is no store, or it cannot be opened.
    """
    from onrecord import store

    return store.open_store(path, write=write)


def to_pandas(pages: Record | Iterable[Record] | Store, table: str = "statements") -> pandas.DataFrame:
    """Return a table of one record, of several, or of a whole store as a pandas data frame (needs onrecord[pandas]).

    Args:
        table: `statements`, `events`, `actors` and others; docs/export.md tells their columns.

    Raises:
        OnrecordError: when there is no such table, or pandas is not installed.
    """
    from onrecord.export import frames

    return frames.to_pandas(pages, table)


def to_polars(pages: Record | Iterable[Record] | Store, table: str = "statements") -> polars.DataFrame:
    """Return a table of one record, of several, or of a whole store as a Polars data frame (needs onrecord[polars]).

    Args:
        table: `statements`, `events`, `actors` and others; docs/export.md tells their columns.

    Raises:
        OnrecordError: when there is no such table, or Polars is not installed.
    """
    from onrecord.export import frames

    return frames.to_polars(pages, table)


@cache
def _reader() -> Reader:
    from onrecord.reader import Reader

    return Reader()


def __getattr__(name: str) -> Any:
    # The parser takes a second to load; `import onrecord` and `onrecord --help` do without it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
