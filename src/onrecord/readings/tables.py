"""The tables of this room: readable files under data/readings, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from onrecord.errors import PipelineError


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated table, without comments; a missing last cell is an empty string.

    Raises:
        PipelineError: when the table is missing.
    """
    path = files("onrecord") / "data" / "readings" / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise PipelineError(f"the table {name!r} is missing from data/readings") from error
    return tuple(tuple(c.strip() for c in line.split("\t")) for line in lines if line.strip() and line[0] != "#")


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of a table, as a set."""
    return frozenset(row[0] for row in rows(name))
