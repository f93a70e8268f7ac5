"""Measures the web page: `python benchmarks/web.py --folder build/store --readers 50 --seconds 60`.

Readers at once, each asking for another page every two seconds, while `onrecord add` reads and adds pages to the same
store. The store is the one that `benchmarks/store.py growth` made; before the start it is put out of the system's cache
of files, and the server has just begun. Prints for each kind of page how long an answer took, from the request to its
last byte, and what it weighs as it was sent. A comparison that is still being made counts with the page that says so.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.synthetic import COUNTRIES, OUTLETS, TOPICS, Synthetic

from onrecord.store import open_store

WORDS = ("harvest", "timetable", '"trust between neighbours"', "threat*", "budget OR crews", "gas", "talks -delay")
CLI = "from onrecord.cli import main; main()"
MORE = 1 << 24
"""Number of the first page that `add` adds: none that the store has."""


@dataclass(slots=True)
class Told:
    """What was measured of one kind of page."""

    seconds: list[float] = field(default_factory=list)
    heaviest: int = 0
    failed: int = 0


class Asker:
    """Makes up addresses, hardly ever the same one twice."""

    def __init__(self, seed: int, *, pages: int, actors: int) -> None:
        self.rng, self.pages, self.actors = random.Random(seed), pages, actors
        self.kinds: dict[str, tuple[int, Callable[[], str]]] = {
            "front": (2, lambda: "/"),
            "search": (6, lambda: self._search("/search", {"q": self.rng.choice(WORDS)})),
            "search, events": (2, lambda: self._search("/search", {"find": "events"})),
            "record": (8, lambda: f"/record/{self._page()}"),
            "share": (1, lambda: f"/cite/{self._page()}/s{self.rng.randrange(1, 10)}"),
            "actor": (4, lambda: f"/actor/{min(int(self.rng.paretovariate(0.5)), self.actors)}"),
            "actors": (1, lambda: f"/actors?{urlencode({'at': str(self.rng.randrange(15) * 100)})}"),
            "topics": (1, lambda: "/topics"),
            "timeline": (1, lambda: "/timeline"),
            "timeline, filtered": (2, lambda: self._search("/timeline", {"q": self.rng.choice(WORDS)})),
            "chart": (1, lambda: self._search("/weeks.svg", {"q": self.rng.choice(WORDS)})),
            "network": (1, lambda: f"/network?country={self.rng.choice(list(COUNTRIES))}"),
            "compare": (1, lambda: f"/compare?page={self._page()}&page={self._page()}"),
            "feed": (1, lambda: self._search("/search.atom", {})),
            "interface": (1, lambda: self._search("/api/v1/search", {"q": self.rng.choice(WORDS)})),
        }

    def ask(self) -> tuple[str, str]:
        """Return a kind of page and an address of it."""
        names, weights = zip(*((name, weight) for name, (weight, _) in self.kinds.items()), strict=True)
        kind = self.rng.choices(names, weights)[0]
        return kind, self.kinds[kind][1]()

    def _page(self) -> int:
        return self.rng.randrange(1, self.pages + 1)

    def _search(self, path: str, given: dict[str, str]) -> str:
        chosen = dict(given)
        for name, values in (("country", list(COUNTRIES)), ("topic", TOPICS), ("outlet", OUTLETS)):
            if self.rng.random() < 0.4:
                chosen[name] = self.rng.choice(values)
        if self.rng.random() < 0.5:
            chosen["since"] = f"{self.rng.randrange(2018, 2025)}-{self.rng.randrange(1, 13):02}"
        return f"{path}?{urlencode(chosen)}" if chosen else path


async def read(base: str, asker: Asker, told: dict[str, Told], *, until: float, pause: float) -> None:
    """Ask for one page after another, each `pause` seconds after the one before."""
    async with httpx.AsyncClient(base_url=base, timeout=60, headers={"accept-encoding": "gzip"}) as client:
        await asyncio.sleep(asker.rng.random() * pause)
        while (began := time.perf_counter()) < until:
            kind, address = asker.ask()
            of = told[kind]
            async with client.stream("GET", address) as answer:
                size = sum([len(part) async for part in answer.aiter_raw()])
            of.seconds.append(time.perf_counter() - began)
            of.heaviest = max(of.heaviest, size)
            of.failed += answer.status_code not in (200, 202)
            await asyncio.sleep(max(0.0, pause - (time.perf_counter() - began)))


async def _all(base: str, given: argparse.Namespace, pages: int, actors: int) -> dict[str, Told]:
    told: dict[str, Told] = defaultdict(Told)
    until = time.perf_counter() + given.seconds
    askers = [Asker(seed, pages=pages, actors=actors) for seed in range(given.readers)]
    await asyncio.gather(*(read(base, asker, told, until=until, pause=given.pause) for asker in askers))
    return told


def forget(path: Path) -> None:
    """Put a file out of the system's cache."""
    for file in path.parent.glob(path.name + "*"):
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def serving(path: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Return a server that has just begun to answer, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", CLI, "serve", "--store", str(path), "--port", str(port)])
    base = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            httpx.get(f"{base}/robots.txt")
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        return server, base
    raise SystemExit("the server did not begin")


def adding(path: Path, pages: int = 5_000) -> subprocess.Popen[bytes]:
    """Return an `onrecord add` at work: more pages than it can read meanwhile."""
    given = path.with_suffix(".jsonl")
    given.write_text("".join(json.dumps(page) + "\n" for page in Synthetic(seed=9).pages(pages, start=MORE)))
    return subprocess.Popen(
        [sys.executable, "-c", CLI, "add", str(given), "--store", str(path), "--workers", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _print(told: dict[str, Told]) -> None:
    everything = [s for of in told.values() for s in of.seconds]
    rows = [*sorted(told.items()), ("all", Told(everything, max(of.heaviest for of in told.values()),
                                                sum(of.failed for of in told.values())))]  # fmt: skip
    for kind, of in rows:
        ordered = sorted(of.seconds)
        p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"{kind:20} {len(ordered):5} asked  median {p50 * 1000:6.0f} ms  p95 {p95 * 1000:6.0f} ms  "
              f"most {ordered[-1] * 1000:6.0f} ms  heaviest {of.heaviest / 1000:6.1f} kB"
              f"{f'  {of.failed} not answered' if of.failed else ''}")  # fmt: skip


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, default=Path("build/store"), help="where store.db is")
    asked.add_argument("--readers", type=int, default=50)
    asked.add_argument("--pause", type=float, default=2.0, help="seconds from one page of a reader to the next")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--no-add", action="store_true", help="nobody adds meanwhile")
    given = asked.parse_args()
    path = given.folder / "store.db"
    with open_store(path) as store:
        pages, actors = (store.db.execute(f"SELECT max(id) FROM {t}").fetchone()[0] for t in ("versions", "actors"))
        statements = store.db.execute("SELECT n FROM tallies WHERE facet = 'statement' AND week = ''").fetchone()[0]
    forget(path)
    server, base = serving(path)
    adder = None if given.no_add else adding(path)
    try:
        told = asyncio.run(_all(base, given, pages, actors))
    finally:
        for process in (adder, server):
            if process is not None:
                process.terminate()
                process.wait()
    with open_store(path) as store:
        added = store.db.execute("SELECT max(id) FROM versions").fetchone()[0] - pages
    print(f"{statements:,} statements, {given.readers} readers, a page each {given.pause:g} s; {added} pages added")
    _print(told)


if __name__ == "__main__":
    main()
