"""Measures reading a corpus: `python benchmarks/corpus.py [--pages N] [--words N]`.

The same pages go into an empty store with 1 worker, 2 workers and a local Dask cluster of 2 processes. For each it
prints pages per second, processor time per page, the peak memory of a worker, and whether the rows are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.synthetic import Synthetic

from onrecord.store import open_store


def main() -> None:
    """Run what is asked for; with `--run` one of the three, in a process of its own so that its memory is its own."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=300)
    asked.add_argument("--statements", type=int, default=30, help="in a page; 30 make a page of some 500 words")
    asked.add_argument("--folder", type=Path, default=Path("build/corpus"))
    asked.add_argument("--run", choices=["1", "2", "cluster"])
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.run:
        _run(given.folder, given.run)
        return
    press = Synthetic(seed=2, statements=given.statements)
    words = 0
    for part in range(4):  # a cluster needs more than one shard
        with (given.folder / f"in{part}.jsonl").open("w") as out:
            for page in press.pages(given.pages // 4, start=part * (given.pages // 4)):
                words += len(page["text"].split())
                out.write(json.dumps(page) + "\n")
    print(f"{given.pages} pages of {words / given.pages:.0f} words")
    rows = []
    for way in ("1", "2", "cluster"):
        subprocess.run([sys.executable, __file__, "--run", way, "--folder", str(given.folder)], check=True)
        rows.append(_rows(given.folder / f"{way}.db"))
    print("the same rows" if rows[0] == rows[1] == rows[2] else "OTHER ROWS")


def _run(folder: Path, way: str) -> None:
    from onrecord.corpus import add, add_on_cluster, executors

    for left in (*folder.glob(f"{way}.db*"), *(folder / "shards").glob("*")):
        left.unlink()
    paths = [str(path) for path in sorted(folder.glob("in*.jsonl"))]
    began = time.perf_counter()
    with open_store(folder / f"{way}.db", write=True) as store:
        if way == "cluster":
            from distributed import LocalCluster

            with (
                LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
                executors.cluster(local.scheduler_address) as executor,
            ):
                summary = add_on_cluster(paths, store, executor, str(folder / "shards"))
        else:
            summary = add(paths, store, workers=int(way))
    took = time.perf_counter() - began
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    work = sum(usage.ru_utime + usage.ru_stime for usage in (own, workers))
    memory = max(own.ru_maxrss if way == "1" else 0, workers.ru_maxrss) / 1024
    print(
        f"{way:8} {summary.read} pages in {took:.0f} s: {summary.read / took:.2f} pages/s, "
        f"{work / summary.read * 1000:.0f} ms of processor a page, worker at most {memory:.0f} MB, "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _rows(path: Path) -> set[tuple[object, ...]]:
    with open_store(path) as store:
        return {tuple(r) for r in store.db.execute("SELECT v.sha256, v.record, s.local, s.text, s.tags <> '' FROM "
                                                   "statements s JOIN versions v ON v.id = s.version")}  # fmt: skip


if __name__ == "__main__":
    main()
