"""The words the page room knows: its tables under `data/page`, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.errors import PipelineError

_CURLY = str.maketrans("‘’“”–—", "''\"\"--")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `data/page/NAME.tsv`, without comments.

    Raises:
        PipelineError: when the table is missing.
    """
    try:
        text = (files("onrecord") / "data" / "page" / f"{name}.tsv").read_text("utf-8")
    except OSError as error:
        raise PipelineError(f"the table data/page/{name}.tsv is missing from the installed package") from error
    # A comment is "#" and a space: "###" is a phrase of its own.
    lines = (
        line for line in text.splitlines() if (line.strip() and not line.startswith("# ")) or line.startswith("# #")
    )
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines if "\t" in line)


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """Return the second column of a table's rows whose first column is `kind`."""
    return frozenset(row[1] for row in table(name) if row[0] == kind)


@cache
def values(name: str, kind: str) -> Mapping[str, str]:
    """Return second column -> third column of a table's rows whose first column is `kind`."""
    return {row[1]: row[2] for row in table(name) if row[0] == kind}


def plain(text: str) -> str:
    """Return a text as phrases are compared: lower case, straight marks, single spaces."""
    return " ".join(text.translate(_CURLY).lower().split())
