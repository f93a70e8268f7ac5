"""Opens a page: a file, or an address on the web."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.errors import FetchError, PageNotFoundError
from onrecord.page.fetch import fetch

FILE_LIMIT = 64 * 1024 * 1024
"""Bytes read of a file; `read_page` cuts what it is given again, and says so."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def open_source(page: str | Path) -> tuple[bytes, str | None]:
    """Return the bytes of a page and, for one from the web, the address they came from.

    Raises:
        PageNotFoundError: when there is no such file, or it cannot be read.
        FetchError: when an address is not http(s), is not a public one, or cannot be fetched.
    """
    if isinstance(page, str) and (scheme := _SCHEME.match(page)):
        if scheme[1].lower() not in ("http", "https"):
            raise FetchError(f"{page!r} was not fetched: only http and https addresses are")
        return fetch(page)
    return _read(Path(page)), None


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PageNotFoundError(f"{str(path)!r} is a directory, not a page")
        if not path.exists():
            raise PageNotFoundError(f"there is no file {str(path)!r}")
        if not path.is_file():
            raise PageNotFoundError(f"{str(path)!r} is not a regular file")
        with path.open("rb") as file:
            return file.read(FILE_LIMIT)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PageNotFoundError(f"the file {str(path)!r} could not be read: {reason}") from error
