"""Every path of the web page; nothing else knows them, so a link is always built here."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

HOME = "/"
SEARCH = "/search"
TIMELINE = "/timeline"
WEEKS = "/weeks.svg"
ACTORS = "/actors"
TOPICS = "/topics"
NETWORK = "/network"
COMPARE = "/compare"
TRY = "/try"
STATIC = "/static"
API = "/api/v1"


def record(id: str | int, fact: str | None = None, *, at: tuple[int, int] | None = None) -> str:
    """Return the page of a record, at one of its facts or at words of its text when given."""
    path = f"/record/{quote(str(id), safe='')}"
    if at is not None:
        return f"{path}?at={at[0]}-{at[1]}#at"
    return path + (f"#{quote(fact, safe='')}" if fact else "")


def hit(id: str) -> str:
    """Return the address of a statement or event by its id in the store (`12/s3`)."""
    version, _, local = id.partition("/")
    return record(version, local)


def cite(id: str) -> str:
    """Return the page on which a statement or event stands ready to paste."""
    version, _, local = id.partition("/")
    return f"/cite/{quote(version, safe='')}/{quote(local, safe='')}"


def correct(version: str | int, fact: str | None = None) -> str:
    """Return the form in which a fact, or a page as a whole, is corrected."""
    return f"/correct/{quote(str(version), safe='')}" + (f"/{quote(fact, safe='')}" if fact else "")


def withdraw(id: int) -> str:
    """Return where a correction is taken back."""
    return f"/withdraw/{id}"


def actor(id: str | int) -> str:
    """Return the page of an actor of the store."""
    return f"/actor/{quote(str(id), safe='')}"


def static(name: str) -> str:
    """Return the address of a static file of the package."""
    return f"{STATIC}/{quote(name)}"


def twin(path: str, suffix: str) -> str:
    """Return the `.json`, `.csv` or `.atom` twin of a page."""
    return f"{path.rstrip('/')}.{suffix}" if path != HOME else f"/index.{suffix}"


def with_query(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return a path with the parameters that hold something, in the order given: one view, one address."""
    held = [(key, value) for key, value in parameters if value]
    return f"{path}?{urlencode(held)}" if held else path
