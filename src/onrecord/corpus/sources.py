"""Takes files apart into inputs: a page each, or many from one file."""

from __future__ import annotations

import csv
import io
import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, Any

from onrecord.corpus.feeds import read_feed
from onrecord.corpus.files import DATA, File, Opened, opened
from onrecord.errors import BadLineError, MissingExtraError, OnrecordError
from onrecord.jsonl import page_of
from onrecord.page.source import open_source
from onrecord.store import Input

PAGE_LIMIT = 64 * 1024 * 1024
"""Bytes of one page or line that are taken in; the page reader reads fewer. It bounds what a stray file can cost."""

TEXT_COLUMNS = ("text", "body", "content", "article", "fulltext")
"""Names of the column of a CSV file that is taken for the text where none is named, the first that is there."""

_COLUMNS = {
    "id": ("id", "guid"),
    "url": ("url", "link", "address"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "pubdate", "datetime"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An input, or one that is lost already with the error that says why; `done` is how far its file is read."""

    input: Input
    error: OnrecordError | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user says about files: the text column of CSV files."""

    text_column: str | None = None


def reads(file: File) -> bool:
    """Say whether a file is of a kind that is read, by its name."""
    return file.is_web_page or file.suffix in READERS


def items_of(file: File, choices: Choices | None = None) -> Iterator[Item]:
    """Yield the inputs of a file. What goes wrong comes as an item with its error; then the file is left.

    Raises:
        MissingExtraError: when the file needs a package that is not installed.
    """
    at = file.name
    try:
        if file.is_web_page:
            data, url = open_source(file.name)
            yield Item(Input(file.name, "page", data, {"url": url or file.name}))
            return
        with opened(file) as source:
            for item in READERS[file.suffix](file, source, choices or Choices()):
                at = item.input.source
                yield item
    except MissingExtraError:
        raise
    except OnrecordError as error:
        yield _lost(at, b"", error, file.size)
    # gzip, zstandard and fsspec each have errors of their own for a damaged or broken file
    except Exception as error:
        what = f"the file breaks off or is damaged after {at!r} ({type(error).__name__}: {error})"
        yield _lost(f"{file.name}#end", b"", BadLineError(what), file.size)


def _page(file: File, source: Opened, _: Choices) -> Iterator[Item]:
    data = source.stream.read(PAGE_LIMIT)
    yield Item(Input(file.name, "page", data), done=file.size)


def _jsonl(file: File, source: Opened, _: Choices) -> Iterator[Item]:
    for number, line in enumerate(_lines(source.stream), start=1):
        if not line.strip():
            continue
        name = f"{file.name}#{number}"
        try:
            page = page_of(line)
        except BadLineError as error:
            yield _lost(name, line, BadLineError(f"line {number}: {error}"), source.done)
            continue
        yield _text(name, page, source.done, by_id=file.name)


def _csv(file: File, source: Opened, choices: Choices) -> Iterator[Item]:
    lines = io.TextIOWrapper(source.stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from _rows(file, source, lines, choices)
    finally:
        lines.detach()  # the stream is closed by who opened it


def _rows(file: File, source: Opened, lines: Iterable[str], choices: Choices) -> Iterator[Item]:
    csv.field_size_limit(min(PAGE_LIMIT, sys.maxsize))
    rows = csv.DictReader(lines, delimiter="\t" if file.suffix == ".tsv" else ",")
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    wanted = (choices.text_column.lower(),) if choices.text_column else TEXT_COLUMNS
    text = next((names[n] for n in wanted if n in names), None)
    if text is None:
        yield _lost(file.name, b"", BadLineError(f"none of its columns is the text: {', '.join(names)}"), file.size)
        return
    columns = {field: next((names[n] for n in among if n in names), None) for field, among in _COLUMNS.items()}
    for number, row in enumerate(rows, start=2):
        page = {field: row[name] for field, name in columns.items() if name and row.get(name)}
        words = row.get(text) or ""
        name = f"{file.name}#{number}"
        if words.strip():
            yield _text(name, {**page, "text": words}, source.done, by_id=file.name)
        else:
            error = BadLineError(f"row {number} has no text")
            yield _lost(name, json.dumps(row, default=str).encode(), error, source.done)


def _feed(file: File, source: Opened, _: Choices) -> Iterator[Item]:
    for number, page in enumerate(read_feed(source.stream.read(PAGE_LIMIT)), start=1):
        name = f"{file.name}#{number}"
        if page.get("text"):
            yield _text(name, page, source.done, by_id=file.name)
        else:
            error = BadLineError("the entry has no text of its own, only a link")
            yield _lost(name, json.dumps(page).encode(), error, source.done)


def _warc(file: File, source: Opened, _: Choices) -> Iterator[Item]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtraError("a WARC file needs fastwarc: pip install 'onrecord[warc]'") from error
    for record in ArchiveIterator(source.stream, record_types=WarcRecordType.response, parse_http=True):
        kind = (record.http_content_type or "").lower()
        status = record.http_headers.status_code if record.http_headers else None
        if status == 200 and kind in ("text/html", "application/xhtml+xml", "text/plain"):
            url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
            given = {"url": url} if url else {}
            yield Item(
                Input(url or str(record.record_id), "page", record.reader.read(PAGE_LIMIT), given), None, source.done
            )


def _spool(file: File, source: Opened, _: Choices) -> Iterator[Item]:
    for line in _lines(source.stream):
        held = json.loads(line)
        yield Item(Input(held["source"], held["kind"], b64decode(held["data"]), held["given"]))


READERS: Mapping[str, Callable[[File, Opened, Choices], Iterator[Item]]] = MappingProxyType({
    ".html": _page, ".htm": _page, ".xhtml": _page, ".txt": _page, ".md": _page, "": _page,
    ".jsonl": _jsonl, ".ndjson": _jsonl, ".csv": _csv, ".tsv": _csv,
    ".xml": _feed, ".rss": _feed, ".atom": _feed, ".warc": _warc, ".spool": _spool,
})  # fmt: skip
"""How files are read, by the suffix of their name without that of the packing."""

MANY = tuple(suffix for suffix in READERS if suffix in DATA)
"""Kinds that hold many pages."""


def spool_line(input: Input) -> bytes:
    """Return an input as a line of a spool, the file in which inputs go to a worker."""
    held: dict[str, Any] = {
        "source": input.source, "kind": input.kind, "given": input.given, "data": b64encode(input.data).decode(),
    }  # fmt: skip
    return json.dumps(held).encode() + b"\n"


def _text(name: str, page: dict[str, Any], done: int, *, by_id: str) -> Item:
    """Return the item of an article's text; one with an id is known by that, not by its line."""
    given = {k: str(page[k]) for k in ("id", "url", "title", "published") if page.get(k)}
    source = f"{by_id}#{given['id']}" if "id" in given else name
    return Item(Input(source, "text", page["text"].encode("utf-8", "surrogatepass"), given), None, done)


def _lost(name: str, data: bytes, error: OnrecordError, done: int) -> Item:
    return Item(Input(name, "page", data), error, done)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a stream; one beyond the limit is cut, and its rest left out."""
    while line := stream.readline(PAGE_LIMIT):
        yield line
        while not line.endswith(b"\n") and len(line) == PAGE_LIMIT:
            line = stream.readline(PAGE_LIMIT)
