"""The bench: reads and compares pages in a process of its own, so that whoever only looks need not wait for it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import OnrecordError
from onrecord.record import Record

if TYPE_CHECKING:
    from onrecord.comparing import Comparison
    from onrecord.reader import Reader

T = TypeVar("T")

WAITING = 8
"""Pages and comparisons that may be at work or waiting; one more is sent away, so that nobody waits without end."""

BENEATH = 5
"""How far the bench stands back from the server when both want the processor (`nice`)."""


class BusyError(OnrecordError):
    """More is handed in than can be read or compared just now."""

    code = "busy"


class Bench:
    """Does the heavy work, one piece after another.

    Args:
        store: the file of the store whose pages are compared.
        executor: makes what does the work; by default one process, begun when it is first needed.
    """

    def __init__(self, store: Path, executor: Callable[[], Executor] | None = None) -> None:
        self._store = store
        self._make = executor or _process
        self._executor: Executor | None = None
        self._lock = Lock()
        self._waiting = 0

    def read(self, data: bytes, published: str | None) -> Future[Record]:
        """Begin to read a page.

        Raises:
            BusyError: when enough is at work or waiting.
        """
        return self._begin(read_page, data, published)

    def compare(self, versions: Sequence[int]) -> Future[Comparison]:
        """Begin to compare pages of the store.

        Raises:
            BusyError: when enough is at work or waiting.
        """
        return self._begin(compare_pages, self._store, tuple(versions))

    def warm(self) -> None:
        """Load what reads and compares."""
        self._begin(prepare)

    def close(self) -> None:
        """Stop the work."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def _begin(self, work: Callable[..., T], *given: object) -> Future[T]:
        with self._lock:
            if self._waiting >= WAITING:
                raise BusyError("other pages are being read and compared just now; try again in a moment")
            self._executor = self._executor or self._make()
            try:
                begun = self._executor.submit(work, *given)
            except BrokenExecutor:  # a page took the process with it; the next one gets another
                self._executor = self._make()
                begun = self._executor.submit(work, *given)
            self._waiting += 1
        begun.add_done_callback(self._done)
        return begun

    def _done(self, _: object) -> None:
        with self._lock:
            self._waiting -= 1


def read_page(data: bytes, published: str | None) -> Record:
    """Return the record of a page's bytes."""
    return _reader().read_bytes(data, published=published)


def compare_pages(path: Path, versions: Sequence[int]) -> Comparison:
    """Return the comparison of pages of a store."""
    from onrecord.comparing import compare
    from onrecord.store import Store

    with Store(path) as store:
        return compare([store.get(version) for version in versions])


def prepare() -> None:
    """Load the reader and what compares, and use both once."""
    from onrecord.comparing import compare

    record = read_page(b"Ana Reyes said on Monday that the port would open.", None)
    compare([record, record])


@cache
def _reader() -> Reader:
    from onrecord.reader import Reader  # here, so that the server itself never loads it

    return Reader()


def _process() -> ProcessPoolExecutor:
    # Spawned and not forked: the server has threads.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin_beside)


def _begin_beside() -> None:
    """Stand back from the server, and end with it: however it ends, a killed one too, nothing is left at work."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(BENEATH)
    if (server := multiprocessing.parent_process()) is not None:
        Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: BaseProcess) -> None:
    server.join()
    os._exit(0)
