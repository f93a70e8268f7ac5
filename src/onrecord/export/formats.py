"""The formats that a store is exported to, by name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast
from uuid import uuid4

from onrecord.corrections.gold import write_gold
from onrecord.errors import FilterError, StoreError
from onrecord.export.annotators import CONFIG, write_doccano, write_label_studio
from onrecord.export.columns import STATEMENTS, TABLES, Table
from onrecord.export.csvw import write_csvw
from onrecord.export.dyads import write_dyads
from onrecord.export.gexf import write_gexf
from onrecord.export.json_ld import write_json_ld
from onrecord.export.page import Page, pages_of
from onrecord.export.polecat import write_polecat
from onrecord.export.tables import write_csv, write_jsonl, write_parquet
from onrecord.export.web_annotation import write_web_annotations
from onrecord.store import Store

Pages = Iterable[Page]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, and how pages are written in it; `table` tells that a table is chosen for it."""

    meaning: str
    write: Callable[[Pages, Table[Any], Any], None]
    binary: bool = False
    table: bool = False


def _whole(write: Callable[[Pages, IO[str]], None]) -> Callable[[Pages, Table[Any], Any], None]:
    return lambda pages, _, out: write(pages, out)


def _no_stream(pages: Pages, table: Table[Any], out: Any) -> None:
    raise FilterError("gold is a folder of pages: name one")


def _records(pages: Pages, out: IO[str]) -> None:
    for page in pages:
        out.write(page.record.model_dump_json(by_alias=True) + "\n")


FORMATS: Mapping[str, Format] = MappingProxyType({
    "csv": Format("a table as CSV", write_csv, table=True),
    "jsonl": Format("a table as JSON lines", write_jsonl, table=True),
    "parquet": Format("a table as Parquet (needs onrecord[parquet])", write_parquet, binary=True, table=True),
    "statements": Format("statements as CSV", lambda pages, _, out: write_csv(pages, STATEMENTS, out)),
    "records": Format("whole records as JSON lines, as `onrecord read` prints them", _whole(_records)),
    "polecat": Format("events that took place, tab-separated, under POLECAT's header", _whole(write_polecat)),
    "dyads": Format("who did what to whom, a pair of actors a row, tab-separated", _whole(write_dyads)),
    "web-annotation": Format("statements and events as W3C Web Annotations, one a line", _whole(write_web_annotations)),
    "json-ld": Format("pages as schema.org NewsArticle, Quotation and Claim, one a line", _whole(write_json_ld)),
    "label-studio": Format("tasks with predictions for Label Studio", _whole(write_label_studio)),
    "label-studio-config": Format("the labelling interface for those tasks", lambda _, __, out: out.write(CONFIG)),
    "doccano": Format("pages with labelled spans for doccano, as JSON lines", _whole(write_doccano)),
    "gexf": Format("who speaks to whom and does what to whom, a dynamic graph for Gephi", _whole(write_gexf)),
    "gold": Format("corrected pages with their corrections, as a folder for `onrecord evaluate`", _no_stream),
    "csvw": Format("what the columns of a table mean, as CSV on the Web metadata", lambda _, t, out: write_csvw(t, out),
                   table=True),
})  # fmt: skip


def export(store: Store, name: str, out: str, *, table: str = "statements") -> None:
    """Write the current pages of a store in a format to a file, whole or not at all; `-` is standard output.

    Gold is a folder, which must be new or empty.

    Raises:
        FilterError: when there is no such format or table.
        MissingExtraError: when the format needs a package that is not installed.
        StoreError: when the file cannot be written.
    """
    if name not in FORMATS:
        raise FilterError(f"--format {name!r} is none of: {', '.join(FORMATS)}")
    if table not in TABLES:
        raise FilterError(f"--table {table!r} is none of: {', '.join(TABLES)}")
    format = FORMATS[name]
    if name == "gold" and out != "-":
        write_gold(store, Path(out))
        return
    pages = pages_of(store)
    if out == "-":
        format.write(pages, TABLES[table], sys.stdout.buffer if format.binary else sys.stdout)
        return
    part = Path(f"{out}.{uuid4().hex[:8]}.part")
    try:
        with _opened(part, format) as file:
            format.write(pages, TABLES[table], file)
        os.replace(part, out)
    except OSError as error:
        raise StoreError(f"{out!r} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path, format: Format) -> IO[Any]:
    if format.binary:
        return cast(IO[Any], path.open("wb"))
    return path.open("w", encoding="utf-8", newline="", errors="replace")
