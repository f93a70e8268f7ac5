"""Has files read on a cluster: shards in, Parquet shards out, and those into a store.

1. Each file of many pages is a shard as it lies; loose pages are gathered into shards beside the output.
2. A shard whose output is there is not read again: its name tells the file, its size and the reader.
3. Outputs go into the store in the order of the shards, while others are still being read.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from onrecord.corpus.adding import SHARD_BYTES, Summary, Watch, write_all
from onrecord.corpus.files import File, exists, files_at, remove, write
from onrecord.corpus.identity import this_reader
from onrecord.corpus.shards import read_back
from onrecord.corpus.sources import MANY, Choices, items_of, reads, spool_line
from onrecord.corpus.worker import read_shard
from onrecord.store import Input, Store

LOOSE_PAGES = 1_000
"""Loose pages in a shard: a minute of work or two, so that starting a task costs nothing beside it."""

AHEAD = 256
"""Shards that are handed out at a time; the scheduler keeps those that wait."""


@dataclass(frozen=True, slots=True)
class _Shard:
    path: str
    out: str
    done: int
    own: bool


def add_on_cluster(
    paths: list[str],
    store: Store,
    executor: Executor,
    folder: str,
    *,
    choices: Choices | None = None,
    watch: Watch | None = None,
) -> Summary:
    """Add every page of files to a store, read by the workers of an executor.

    Args:
        folder: where Parquet shards are kept, a path or fsspec address; workers must see it, and the files, under the
            same name.

    Raises:
        OnrecordError: when a file cannot be opened, or the store cannot be written.
    """
    if "://" not in folder:
        folder = os.path.abspath(folder)
        os.makedirs(folder, exist_ok=True)
    summary = Summary()
    under_way: deque[tuple[_Shard, Future[str] | None]] = deque()

    def take() -> None:
        shard, future = under_way.popleft()
        write_all(store, read_back(future.result() if future else shard.out), summary)
        if shard.own:
            remove(shard.path)
        if watch:
            watch(summary, shard.done)

    chosen = choices or Choices()
    for shard in _shards(files_at(paths), folder, chosen, summary):
        if len(under_way) >= AHEAD:
            take()
        future = None if exists(shard.out) else executor.submit(read_shard, shard.path, shard.out, chosen.text_column)
        under_way.append((shard, future))
    while under_way:
        take()
    return summary


def _shards(files: Iterator[File], folder: str, choices: Choices, summary: Summary) -> Iterator[_Shard]:
    held: list[Input] = []
    size = done = 0
    for file in files:
        done += file.size
        if not reads(file):
            summary.left[f"not a kind of file that is read: {file.suffix}"] += 1
        elif file.suffix in MANY:
            yield _Shard(file.name, _out(folder, f"{file.name} {file.size}"), done, own=False)
        else:
            held += [item.input for item in items_of(file, choices)]
            size += file.size
            if len(held) >= LOOSE_PAGES or size >= SHARD_BYTES * 8:
                yield _gathered(held, folder, done)
                held, size = [], 0
    if held:
        yield _gathered(held, folder, done)


def _gathered(inputs: list[Input], folder: str, done: int) -> _Shard:
    out = _out(folder, " ".join(input.key for input in inputs))
    path = out.removesuffix(".parquet") + ".spool"
    if not exists(out):
        write(path, map(spool_line, inputs))
    return _Shard(path, out, done, own=True)


def _out(folder: str, name: str) -> str:
    made_by = this_reader()
    digest = hashlib.sha256(f"{made_by.reader} {made_by.model} {name}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{folder.rstrip('/')}/{digest[:24]}.parquet"
