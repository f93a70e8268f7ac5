"""Where workers run: in this process, in a pool of processes, or on a Dask cluster, all behind one interface."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from onrecord.corpus.cores import cores_at_hand, keep_to
from onrecord.errors import ClusterError, MissingExtraError

P = ParamSpec("P")
T = TypeVar("T")


class Inline(Executor):
    """Runs each task at once in the calling thread: nothing to start, and one reader for all."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a task and return its future, which is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def processes(workers: int) -> Executor:
    """Return a pool of worker processes, or for one worker this process itself."""
    return Inline() if workers <= 1 else process_pool(workers)


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of worker processes, which a page that kills its reader does not reach out of."""
    # Spawned, not forked: a fork of a process with threads (progress bar, numpy) may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, initargs=(max(1, cores_at_hand() // workers),)
    )


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster, for as long as the block lasts.

    Raises:
        MissingExtraError: when Dask is not installed.
        ClusterError: when there is no scheduler at the address.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingExtraError("--cluster needs Dask: pip install 'onrecord[cluster]'") from error
    make: Any = distributed.Client
    try:
        client = make(address, set_as_default=False, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"there is no Dask scheduler at {address!r}: {error}") from error
    with client:
        yield client.get_executor(pure=False)


def stop(executor: Executor) -> None:
    """End an executor at once, without waiting for what it still does."""
    if isinstance(executor, ProcessPoolExecutor):
        workers = list((executor._processes or {}).values())
        executor.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
    else:
        executor.shutdown(wait=False)


def _start_worker(cores: int) -> None:
    """Keep to a share of the cores, leave Ctrl-C to the parent, and end when the parent is gone, however it went."""
    keep_to(cores)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)
