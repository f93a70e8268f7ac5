"""Keeps what is dear to make: records taken out of the store, and comparisons."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.record import Record
from onrecord.store import Store
from onrecord.web.bench import Bench

if TYPE_CHECKING:
    from onrecord.comparing import Comparison

RECORDS = 256
COMPARISONS = 256
"""How many are kept. A record of a thousand words takes some 300 kB of memory, a comparison a tenth of that."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Newest(Generic[K, V]):
    """The values asked for last, at most so many; may be shared between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made when it is not held; two threads may make the same at once."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            made = self._held.setdefault(key, made)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def drop(self, key: K) -> None:
        """Let a value go."""
        with self._lock:
            self._held.pop(key, None)


class Kept:
    """Records and comparisons of one store, each made once for as long as its page and its reader stay the same."""

    def __init__(self, store: Store, bench: Bench) -> None:
        self._store, self._bench = store, bench
        self._records: Newest[Hashable, Record] = Newest(RECORDS)
        self._comparisons: Newest[Hashable, Future[Comparison]] = Newest(COMPARISONS)
        self._beginning = threading.Lock()

    def record(self, version: int) -> Record:
        """Return the record of a version.

        Raises:
            NotInStoreError: when there is no such version.
        """
        return self._records.get(self._store.made_of(version), lambda: self._store.get(version))

    def comparison(self, versions: Sequence[int], *, patience: float | None = None) -> Comparison | None:
        """Return the comparison of versions, in their order; None when it takes longer than `patience` seconds.

        Raises:
            NotInStoreError: when one of them is not there.
            NothingToCompareError: when there are fewer than two.
            BusyError: when too much else is being compared.
        """
        key = tuple(self._store.made_of(version) for version in versions)
        with self._beginning:
            begun = self._comparisons.get(key, lambda: self._bench.compare(versions))
        try:
            return begun.result(patience)
        except TimeoutError:
            return None
        except BaseException:
            self._comparisons.drop(key)
            raise
