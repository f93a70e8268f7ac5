"""Countries by their names and codes, from the project's table.

The table is read here rather than through the room of actors, which loads the parser: a search should not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.store.keys import fold

_CODE = re.compile(r"[A-Za-z]{3}")


def countries_named(name: str) -> list[str]:
    """Return the code of the country of a name, alias or code; empty when it is none that the project knows.

    Three letters that name nothing are taken for a code.
    """
    found = _countries().get(fold(name))
    if found is None and _CODE.fullmatch(name.strip()):
        return [name.strip().upper()]
    return [found] if found else []


@cache
def country_names() -> dict[str, str]:
    """Return the short names of countries by their codes."""
    return {row["iso3"]: row["name"] for row in rows_of("states.tsv")}


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table in the data of actors: tab-separated, comments first, then the names of columns."""
    text = files("onrecord").joinpath("data", "actors", *table.split("/")).read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines)
    for cells in lines:
        yield dict(zip(columns, cells, strict=False))


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names, full names, aliases and two-letter codes."""
    found: dict[str, str] = {}
    for row in rows_of("states.tsv"):
        for name in (row["iso3"], row["name"], row["official"], row["iso2"], *row["aliases"].split(";")):
            if name:
                found.setdefault(fold(name), row["iso3"])
    return found
