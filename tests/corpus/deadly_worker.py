"""A worker that a page can kill. It is a module of its own since processes that are spawned import it."""

from __future__ import annotations

import os

from benchmarks.synthetic import Synthetic

from onrecord.corpus.files import file_at
from onrecord.corpus.shards import Read, write_shard
from onrecord.corpus.sources import items_of
from onrecord.store import MadeBy


def dies_of_one_page(shard: str, out: str) -> str:
    """Read a shard as a worker does, unless a page in it is deadly."""
    items = list(items_of(file_at(shard)))
    if any(b"deadly" in item.input.data for item in items):
        os._exit(1)
    press = Synthetic(seed=7)
    write_shard(out, (Read(i.input, press.record(int(i.input.given["id"])), MadeBy()) for i in items))
    return out
