"""Measures the store: `python benchmarks/store.py growth|search|kill|copies [--pages N]`.

growth: time to add a page to a store of 1,000 and of N pages, and the memory of it.
search: time of filtered searches, facets and front pages on the store that `growth` made.
kill:   twenty `kill -9` at random moments, and whether the store comes out as that of an undisturbed run.
copies: how alike edited copies of a page are, and how alike two pages about one thing.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.synthetic import COUNTRIES, OUTLETS, TOPICS, Synthetic

from onrecord.store import Filters, MadeBy, Store, front, open_store
from onrecord.store.copies import digest_of, likeness
from onrecord.store.store import input_of

BATCH = 32
WINDOW = 500
STATEMENTS = 50


def growth(folder: Path, pages: int) -> None:
    """Add pages and print the time per page near 1,000 and near the end."""
    path = folder / "store.db"
    for part in folder.glob("store.db*"):
        part.unlink()
    press = Synthetic(seed=1, statements=STATEMENTS)
    times: list[float] = []
    work: list[float] = []
    with open_store(path, write=True) as store:
        for start in range(0, pages, BATCH):
            records = list(press.records(min(BATCH, pages - start), start=start))
            began, worked = time.perf_counter(), time.process_time()
            with store.writing() as writer:
                for record in records:
                    writer.add(record, input_of(record), MadeBy("1", "m"))
            took = time.perf_counter() - began
            times += [took / len(records)] * len(records)
            work += [(time.process_time() - worked) / len(records)] * len(records)
            if start % 1024 == 0:
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{start + len(records):7,} pages  {statistics.mean(times[-1024:]) * 1000:6.2f} ms/page  "
                      f"peak memory {memory:.0f} MB", flush=True)  # fmt: skip
        statements = store.db.execute("SELECT count(*) FROM statements").fetchone()[0]
    print(f"{pages:,} pages, {statements:,} statements, {path.stat().st_size / 1e6:,.0f} MB")
    for name, took_each in (("wall clock", times), ("processor", work)):
        early = statistics.mean(took_each[1000 - WINDOW : 1000 + WINDOW]) * 1000
        late = statistics.mean(took_each[-2 * WINDOW :]) * 1000
        print(f"per page, {name}: {early:.2f} ms at 1,000; {late:.2f} ms at {pages:,}; ratio {late / early:.2f}")


def search(folder: Path, queries: int = 400) -> None:
    """Print how long searches, facets and front pages take, the percentiles of many different ones."""
    with open_store(folder / "store.db") as store:
        rng = random.Random(5)
        asked = [_filters(rng, store) for _ in range(queries)]
        _print("search, counted, first page of 20", [_timed(lambda f=f: store.search(f)) for f in asked])  # type: ignore[misc]
        _print("search, not counted", [_timed(lambda f=f: store.search(f, count=False)) for f in asked])  # type: ignore[misc]
        names = ["kind", "act", "country", "speaker", "topic", "outlet"]
        _print("six facets", [_timed(lambda f=f: store.facets(f, names)) for f in asked[:60]])  # type: ignore[misc]
        _print("front page", [_timed(lambda: _front(store)) for _ in range(20)])
        ids = [a.id for a in store.actors(limit=20)]
        _print("actor's page", [_timed(lambda i=i: _actor(store, i)) for i in ids])  # type: ignore[misc]
        work = [_timed(lambda f=f: store.search(f), time.process_time) for f in asked]  # type: ignore[misc]
        _print("search, counted, processor time", work)
        slow = sorted(((_timed(lambda f=f: store.search(f)), f) for f in asked), key=lambda x: -x[0])[:5]  # type: ignore[misc]
        for seconds, filters in slow:
            print(f"  slowest: {seconds * 1000:.1f} ms  {filters.sentence()}")


def _filters(rng: random.Random, store: Store) -> Filters:
    people = Synthetic(seed=1).people
    words = [
        "harvest",
        "timetable",
        '"trust between neighbours"',
        "threat*",
        "budget OR crews",
        "gas",
        "talk -delay",
        "",
    ]
    given: dict[str, object] = {"query": rng.choice(words)}
    for name, value in (
        ("speaker", people[min(int(rng.paretovariate(0.6)), len(people) - 1)][0]),
        ("country", rng.choice(list(COUNTRIES))),
        ("about", rng.choice(list(COUNTRIES.values()))), ("topic", rng.choice(TOPICS)), ("outlet", rng.choice(OUTLETS)),
        ("kind", rng.choice(["direct", "indirect"])), ("act", rng.choice(["speech", "thought", "intention"])),
    ):  # fmt: skip
        if rng.random() < 0.3:
            given[name] = (value,)
    if rng.random() < 0.4:
        given["since"] = str(rng.choice([2019, 2020, 2021, "2022-06"]))
    if rng.random() < 0.3:
        given["until"] = str(rng.choice([2022, 2023, "2024-03"]))
    return Filters(**given)  # type: ignore[arg-type]


def _front(store: Store) -> None:
    front.latest(store.db)
    front.due(store.db, since="2022-01-01")
    front.exchanges(store.db)
    front.tally(store.db, "topic")
    front.weeks(store.db, "statement", "all")
    store.search("", limit=20)


def _actor(store: Store, id: int) -> None:
    store.actor(id)
    store.search(Filters(speaker=(f"@{id}",)))
    store.search(Filters(actor=(f"@{id}",)), find="events")
    front.speaks_to(store.db, id)
    front.stands(store.db, id)
    front.commitments_of(store.db, id)


def _timed(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    run()
    return clock() - began


def _print(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{name:36}  median {p50 * 1000:6.1f} ms  p95 {p95 * 1000:6.1f} ms  most {ordered[-1] * 1000:6.1f} ms")


_ADDS = """
import sys
sys.path.insert(0, {here!r})
from benchmarks.synthetic import Synthetic
from onrecord.corpus import add, worker
from onrecord.store import MadeBy, open_store
press = Synthetic(seed=7)
worker.read_items = lambda items: ((i, press.record(int(i.input.given["id"][1:]))) for i in items)
worker.this_reader = lambda: MadeBy("1", "m")
add([sys.argv[1]], open_store(sys.argv[2], write=True))
"""


def kill(folder: Path, pages: int, kills: int = 20) -> None:
    """Kill `add` at random moments until it is done, and compare the store with that of an undisturbed run."""
    for part in folder.glob("kill*"):
        part.unlink()
    given = folder / "kill.jsonl"
    given.write_text("".join(json.dumps(page) + "\n" for page in Synthetic(seed=7).pages(pages)))
    code = _ADDS.format(here=str(Path(__file__).parent.parent))

    def run(name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", code, str(given), str(folder / name)])

    whole = _timed(lambda: run("kill-whole.db").wait())
    rng, done = random.Random(), 0
    while done < kills:
        process = run("kill-killed.db")
        time.sleep(rng.uniform(0.5, max(1.0, whole * 0.3)))
        if process.poll() is not None:  # it was through: begin again with an empty store
            for part in folder.glob("kill-killed.db*"):
                part.unlink()
            continue
        process.send_signal(signal.SIGKILL)
        process.wait()
        done += 1
    run("kill-killed.db").wait()
    same = _told(folder / "kill-whole.db") == _told(folder / "kill-killed.db")
    print(f"{done} kills over {pages:,} pages: {'the same store' if same else 'ANOTHER STORE'}")


def _told(path: Path) -> list[tuple[object, ...]]:
    with open_store(path) as store:
        named = store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        tables = [name for (name,) in named if "_words" not in name]
        rows: list[tuple[object, ...]] = []
        for table in sorted(tables):
            columns = [r[1] for r in store.db.execute(f"PRAGMA table_info({table})") if not r[1].endswith("_at")]
            names = ", ".join(f'"{name}"' for name in columns)
            rows += [(table, *row) for row in store.db.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")]
        return rows


def copies(pairs: int = 200) -> None:
    """Print how alike copies and mere neighbours are by their digests."""
    press = Synthetic(seed=3)
    alike, apart = [], []
    for number in range(pairs):
        record = press.record(number)
        lines = record.article.text.split("\n\n")
        edits = [
            ["Another headline for the same page, by another desk", *lines[1:]],
            lines[: int(len(lines) * 0.8)],
            [*lines, "(Additional reporting by the harbour desk; editing by the night desk)"],
        ]
        digest = digest_of(record.article.text)
        assert digest is not None
        copy = digest_of("\n\n".join(edits[number % 3]))
        other = digest_of(press.record(number + pairs).article.text)
        assert copy is not None
        assert other is not None
        alike.append(likeness(digest, copy))
        apart.append(likeness(digest, other))
    print(f"{pairs} edited copies: {min(alike):.2f} to {max(alike):.2f}; {pairs} other pages: up to {max(apart):.2f}")


def main() -> None:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=["growth", "search", "kill", "copies"])
    asked.add_argument("--pages", type=int, default=20_000)
    asked.add_argument("--folder", type=Path, default=Path("build/store"))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.what == "growth":
        growth(given.folder, given.pages)
    elif given.what == "search":
        search(given.folder)
    elif given.what == "kill":
        kill(given.folder, min(given.pages, 3000))
    else:
        copies()


if __name__ == "__main__":
    main()
