"""Keeps what is dear to make: records taken out of the store, and comparisons."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from onrecord.comparing import Comparison, compare
from onrecord.record import Record
from onrecord.store import Store

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
        """Return the value of a key, made when it is not held."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made


class Kept:
    """Records and comparisons of one store, each made once for as long as its page and its reader stay the same."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: Newest[Hashable, Record] = Newest(RECORDS)
        self._comparisons: Newest[Hashable, Comparison] = Newest(COMPARISONS)
        self._comparing = threading.Lock()

    def record(self, version: int) -> Record:
        """Return the record of a version.

        Raises:
            NotInStoreError: when there is no such version.
        """
        return self._records.get(self._store.made_of(version), lambda: self._store.get(version))

    def comparison(self, versions: Sequence[int]) -> Comparison:
        """Return the comparison of versions, in their order.

        Raises:
            NotInStoreError: when one of them is not there.
            NothingToCompareError: when there are fewer than two.
        """
        key = tuple(self._store.made_of(version) for version in versions)

        def make() -> Comparison:
            # One at a time: the parser may not be shared between threads.
            with self._comparing:
                return self._comparisons.get(key, lambda: compare([self.record(v) for v in versions]))

        return self._comparisons.get(key, make)
