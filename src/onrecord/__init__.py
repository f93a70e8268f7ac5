"""Puts news about relations between states on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.reader import Reader, Unread
    from onrecord.record import Record

__all__ = ["Reader", "Record", "Unread", "__version__", "read"]

__version__ = "0.1.0"


def read(page: str | Path, *, published: str | None = None) -> Record:
    """Read one page (a path or an http(s) address) into its record.

    Args:
        page: a file, or an address.
        published: the page's date as ISO 8601, where the page itself gives none or a wrong one.

    Raises:
        OnrecordError: one of its kinds, when the page cannot be read.
    """
    from onrecord.reader import Reader

    return Reader().read(page, published=published)


def __getattr__(name: str) -> Any:
    # The parser takes a second to load; `import onrecord` and `onrecord --help` do without it.
    if name in ("Reader", "Unread"):
        from onrecord import reader

        return getattr(reader, name)
    if name == "Record":
        from onrecord.record import Record

        return Record
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
