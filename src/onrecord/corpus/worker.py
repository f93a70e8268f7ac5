"""The worker: the path of an input shard goes in, the path of a shard of records comes out.

It is one function with plain arguments, so that a process pool and a cluster run the very same. Records do not cross
the wire: only paths do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from onrecord.corpus.cores import own_cores
from onrecord.corpus.files import file_at
from onrecord.corpus.identity import this_reader
from onrecord.corpus.shards import Read, write_shard
from onrecord.corpus.sources import Choices, Item, items_of
from onrecord.errors import OnrecordError, ReadingError
from onrecord.record import Record
from onrecord.store import Input

if TYPE_CHECKING:
    from onrecord.reader import Reader


BATCH = 32
"""Texts that are read together, as the reader has it."""


def read_shard(shard: str, out: str, text_column: str | None = None) -> str:
    """Read every page of a shard and write their records to `out`, whole or not at all; return `out`.

    Args:
        shard: a path or fsspec address of any file that `onrecord add` reads.
        out: where the records go; `.parquet`, or `.jsonl`.
        text_column: the text column of a CSV file.
    """
    made_by = this_reader()
    items = items_of(file_at(shard), Choices(text_column))
    write_shard(out, (Read(item.input, result, made_by) for item, result in read_items(items)))
    return out


def read_items(items: Iterator[Item]) -> Iterator[tuple[Item, Record | OnrecordError]]:
    """Yield each input with its record, or with what went wrong."""
    for kind, run in groupby(items, key=lambda item: "lost" if item.error else item.input.kind):
        if kind == "text":
            yield from _read_texts(run)
        else:
            for item in run:
                yield item, item.error or _read_page(item.input)


def _read_texts(items: Iterator[Item]) -> Iterator[tuple[Item, Record | OnrecordError]]:
    while batch := list(islice(items, BATCH)):
        pages = [{**i.input.given, "text": i.input.data.decode("utf-8", "surrogatepass")} for i in batch]
        try:
            results = _read_together(pages)
        except Exception:  # one page spoils the batch: find out which
            results = [_read_alone(page) for page in pages]
        yield from zip(batch, results, strict=True)


def _read_together(pages: list[dict[str, str]]) -> list[Record | OnrecordError]:
    from onrecord.reader import Unread

    return [result.error if isinstance(result, Unread) else result for result in _reader().read_many(pages)]


def _read_alone(page: dict[str, str]) -> Record | OnrecordError:
    try:
        return _read_together([page])[0]
    except Exception as error:  # one page in a million must not end the run
        return ReadingError(f"the reader failed on this page ({type(error).__name__}: {error})")


def _read_page(input: Input) -> Record | OnrecordError:
    try:
        return _reader().read_bytes(input.data, url=input.given.get("url"), published=input.given.get("published"))
    except OnrecordError as error:
        return error
    except Exception as error:  # one page in a million must not end the run
        return ReadingError(f"the reader failed on this page ({type(error).__name__}: {error})")


_loading = threading.Lock()


def _reader() -> Reader:
    with _loading:  # threads of one process share a reader, and load one only
        return _loaded()


@cache
def _loaded() -> Reader:
    from onrecord.reader import Reader

    return Reader(cores=own_cores())
