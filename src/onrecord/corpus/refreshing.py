"""Reads pages again whose records are behind the reader."""

from __future__ import annotations

from onrecord.corpus.identity import this_reader
from onrecord.corpus.sources import Item
from onrecord.corpus.worker import read_items
from onrecord.record import Record
from onrecord.store import Store

BATCH = 32


def refresh(store: Store) -> tuple[int, int]:
    """Read every page again that another reader or other models read; return how many were, and how many failed.

    A page that cannot be read any more keeps the record it has.
    """
    made_by = this_reader()
    behind = store.behind(made_by)
    done = failed = 0
    for at in range(0, len(behind), BATCH):
        versions = behind[at : at + BATCH]
        items = iter([Item(store.input_of(version)) for version in versions])
        for version, (_, result) in zip(versions, read_items(items), strict=True):
            if isinstance(result, Record):
                store.replace(version, result, made_by)
                done += 1
            else:
                failed += 1
    return done, failed
