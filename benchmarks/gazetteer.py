"""Time and memory of the actors' tables: loading them, and matching a text at 1, 10 and 100 times their size.

    python benchmarks/gazetteer.py [--words 20000]

Prints one row a size. The text is made of names from the tables between invented words, the same for every size; the
larger tables hold the project's names and as many invented ones as make up the size.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time

from onrecord.actors.tables import Entry, Tables, load_tables

SEED = 7
SYLLABLES = ("ka", "ro", "min", "tel", "ash", "bur", "en", "zo", "lat", "vi", "dor", "sem")


def invented(rng: random.Random) -> str:
    """Return a capitalised word that is no name."""
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize() + "q"


def enlarged(times: int) -> Tables:
    """Return the project's tables with invented names added up to a multiple of their size."""
    rng = random.Random(SEED)
    base = load_tables()
    tables = Tables(dict(base.states), dict(base.cow), _names=dict(base._names), _longest=dict(base._longest))
    for _ in range((times - 1) * len(base._names)):
        name = f"{invented(rng)} {invented(rng)} {rng.randrange(10**6)}"
        tables.add(name, Entry("organisation", name))
    return tables


def text(words: int) -> str:
    """Return a text of so many words, one in ten of them the name of a state."""
    rng = random.Random(SEED)
    names = [state.name for state in load_tables().states.values()]
    return " ".join(rng.choice(names) if i % 10 == 0 else invented(rng).lower() for i in range(words))


def loading() -> tuple[float, float]:
    """Return the milliseconds and the MB that loading costs in a fresh interpreter, imports left out."""
    script = (
        "import resource, time, onrecord.actors.tables as t\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time(); t.load_tables(); took = time.process_time() - start\n"
        "print(took * 1000, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)\n"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), float(out[1])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    words = parser.parse_args().words
    milliseconds, megabytes = loading()
    print(f"load: {milliseconds:.0f} ms, {megabytes:.1f} MB (limits 150 ms, 60 MB)")
    page = text(words)
    print(f"{'size':>5} {'names':>9} {'match ms':>9} {'us/word':>8} {'hits':>6}")
    for times in (1, 10, 100):
        tables = enlarged(times)
        start = time.process_time()
        hits = sum(1 for _ in tables.match(page))
        took = time.process_time() - start
        print(f"{times:>4}x {len(tables._names):>9} {took * 1000:>9.1f} {took / words * 1e6:>8.2f} {hits:>6}")
    print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
