"""Adds files to a store: finds what is new in them, has it read, and writes the records down as they come.

1. Inputs are taken from the files in order; those that the store has are left out.
2. The rest go to workers in shards.
3. Shards of records come back in the order in which they left, and each goes into the store in one transaction.

A run that is stopped at any moment leaves whole shards in the store; the next run finds the others new.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.corpus.executors import process_pool, processes, stop
from onrecord.corpus.files import File, files_at
from onrecord.corpus.shards import Read, read_back
from onrecord.corpus.sources import Choices, Item, items_of, reads, spool_line
from onrecord.corpus.worker import read_shard
from onrecord.errors import OnrecordError, ReadingError
from onrecord.record import Record
from onrecord.store import Input, Store

SHARD_PAGES = 32
SHARD_BYTES = 4 * 1024 * 1024
"""A shard ends at either: large enough for the parser's batches, small enough that a stop costs little work."""

AHEAD = 2
"""Shards under way for each worker: one being read, one waiting, so that memory and disk stay flat."""


@dataclass(slots=True)
class Summary:
    """What a run did: pages by outcome (`new version known failed`), failures by code, files left out by reason."""

    pages: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Pages that were read and written."""
        return self.pages["new"] + self.pages["version"]


Watch = Callable[[Summary, int], None]
"""Called after each step with the summary so far and the bytes of the files that are done."""


@dataclass(slots=True)
class _Shard:
    path: Path
    out: Path
    inputs: list[Input]
    done: int
    future: Future[str] | None = None


def add(
    paths: list[str], store: Store, *, workers: int = 1, choices: Choices | None = None, watch: Watch | None = None
) -> Summary:
    """Add every page of files and folders to a store; a page that cannot be read is noted and the rest go on.

    Raises:
        PageNotFoundError: when a path is not there.
        MissingExtraError: when a file needs a package that is not installed.
        StoreError: when the store cannot be written.
    """
    files = files_at(paths)
    with _workplace(store.path) as folder:
        run = _Run(store, folder, workers, choices or Choices(), watch or (lambda summary, done: None))
        return run.go(files)


class _Run:
    def __init__(self, store: Store, folder: Path, workers: int, choices: Choices, watch: Watch) -> None:
        self.store, self.folder, self.workers, self.choices, self.watch = store, folder, workers, choices, watch
        self.summary = Summary()
        self.under_way: deque[_Shard] = deque()
        self.executor: Executor = processes(workers)
        self.count = 0

    def go(self, files: Iterator[File]) -> Summary:
        try:
            for inputs, done in self._batches(files):  # 1
                while len(self.under_way) >= self.workers * AHEAD:
                    self._take()
                self._send(inputs, done)  # 2
            while self.under_way:
                self._take()  # 3
        except BaseException:
            stop(self.executor)
            raise
        self.executor.shutdown()
        return self.summary

    def _batches(self, files: Iterator[File]) -> Iterator[tuple[list[Input], int]]:
        """Yield inputs that the store does not have, a shard's worth at a time, and the bytes done by then."""
        held: list[Item] = []
        size = before = 0
        for file in files:
            if not reads(file):
                self.summary.left[f"not a kind of file that is read: {file.suffix}"] += 1
                before += file.size
                continue
            for item in items_of(file, self.choices):
                held.append(item)
                size += len(item.input.data)
                if len(held) == SHARD_PAGES or size >= SHARD_BYTES:
                    yield self._new(held), before + item.done
                    held, size = [], 0
            before += file.size
        if held:
            yield self._new(held), before

    def _new(self, items: list[Item]) -> list[Input]:
        """Return the inputs that have to be read; note those that are known, and those that are lost already."""
        lost = [item for item in items if item.error]
        if lost:
            with self.store.writing() as writer:
                for item in lost:
                    assert item.error is not None
                    writer.fail(item.input, item.error.code, str(item.error))
                    self._failed(item.error)
        whole = {item.input.key: item.input for item in items if not item.error}
        self.summary.pages["known"] += len(items) - len(lost) - len(whole)
        known = self.store.knows(whole)
        self.summary.pages["known"] += len(known)
        return [input for key, input in whole.items() if key not in known]

    def _send(self, inputs: list[Input], done: int) -> None:
        if not inputs:
            self.watch(self.summary, done)
            return
        shard = self._shard(inputs, done)
        shard.future = self._submit(shard)
        self.under_way.append(shard)

    def _shard(self, inputs: list[Input], done: int) -> _Shard:
        self.count += 1
        path = self.folder / f"{self.count:06}.spool"
        with path.open("wb") as file:
            file.writelines(map(spool_line, inputs))
        return _Shard(path, path.with_suffix(".jsonl"), inputs, done)

    def _submit(self, shard: _Shard) -> Future[str] | None:
        try:
            return self.executor.submit(read_shard, str(shard.path), str(shard.out))
        except BrokenProcessPool:
            return None

    def _take(self) -> None:
        """Wait for the oldest shard and write its records down."""
        shard = self.under_way.popleft()
        try:
            if shard.future is None:
                raise BrokenProcessPool
            out = shard.future.result()
        except BrokenProcessPool:
            self._after_a_death(shard)
            return
        self._write(read_back(out), shard.done)
        shard.out.unlink()
        shard.path.unlink()

    def _after_a_death(self, shard: _Shard) -> None:
        """Read a shard again whose worker died, page by page in fresh workers, so that one page is lost at most."""
        stop(self.executor)
        pool = process_pool(1)
        for input in shard.inputs:
            alone = self._shard([input], shard.done)
            try:
                out = pool.submit(read_shard, str(alone.path), str(alone.out)).result()
            except BrokenProcessPool:
                pool = process_pool(1)
                error = ReadingError("the worker that read this page died")
                with self.store.writing() as writer:
                    writer.fail(input, error.code, str(error))
                self._failed(error)
            else:
                self._write(read_back(out), shard.done)
        stop(pool)
        self.executor = processes(self.workers)
        for waiting in self.under_way:
            waiting.future = self._submit(waiting)

    def _write(self, read: Iterator[Read], done: int) -> None:
        write(self.store, read, self.summary)
        self.watch(self.summary, done)

    def _failed(self, error: OnrecordError) -> None:
        self.summary.pages["failed"] += 1
        self.summary.failures[error.code] += 1


def write(store: Store, read: Iterator[Read], summary: Summary) -> None:
    """Write what was read into a store in one transaction, and count it."""
    pages: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    with store.writing() as writer:
        for one in read:
            if isinstance(one.result, Record):
                pages[writer.add(one.result, one.input, one.made_by).outcome] += 1
            else:
                writer.fail(one.input, one.result.code, str(one.result))
                pages["failed"] += 1
                failures[one.result.code] += 1
    summary.pages += pages
    summary.failures += failures


def load(shards: list[str], store: Store, *, watch: Watch | None = None) -> Summary:
    """Bring shards of records into a store; what it has already is left out.

    Raises:
        StoreError: when a file is not a shard, or the store cannot be written.
    """
    summary = Summary()
    done = 0
    for file in files_at(shards):
        if file.suffix not in (".parquet", ".jsonl"):
            summary.left[f"not a shard: {file.suffix}"] += 1
            continue
        write_all(store, read_back(file.name), summary)
        done += file.size
        if watch:
            watch(summary, done)
    return summary


def write_all(store: Store, read: Iterator[Read], summary: Summary) -> None:
    """Write a shard of any size into a store, a few pages in each transaction."""
    for batch in _by(read, SHARD_PAGES):
        write(store, iter(batch), summary)


def _by(read: Iterator[Read], size: int) -> Iterator[list[Read]]:
    held: list[Read] = []
    for one in read:
        held.append(one)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


@contextmanager
def _workplace(store: Path) -> Iterator[Path]:
    """Make a folder beside the store for shards under way; clear those that a killed run left behind."""
    prefix = f".{store.name}-work-"
    for left in store.parent.glob(f"{prefix}*"):
        owner = left.name.removeprefix(prefix).partition("-")[0]
        if owner.isdigit() and not _is_running(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=store.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if os.name == "nt":
        return True  # there signal 0 is Ctrl-C; what a killed run left stays for its user to take away
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
