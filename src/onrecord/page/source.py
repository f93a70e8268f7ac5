"""Opens a page: a file, or an address on the web."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import PageNotFoundError


def open_source(page: str | Path) -> tuple[bytes, str | None]:
    """Return the bytes of a page and, for one from the web, the address they came from."""
    path = Path(page)
    if not path.is_file():
        raise PageNotFoundError(f"there is no file {str(page)!r}")
    return path.read_bytes(), None
