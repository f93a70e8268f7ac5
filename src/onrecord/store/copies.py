"""Finds pages with nearly the same words: wire copies that another outlet printed with small changes."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from array import array
from itertools import islice

from rensa import RMinHash

PERMUTATIONS = 128
SEED = 9
"""Both are part of every digest in a store: a change of either, or of rensa's algorithm, needs a migration."""

ROWS = 8
"""Numbers in a band: with 16 bands of 8, two pages of likeness 0.7 share a band with probability 0.6, of 0.8 with
0.95, of 0.9 with 0.9999, of 0.5 with 0.06 (1 - (1 - s^8)^16)."""

ALIKE = 0.7
"""Likeness from which pages are linked. Of 200 invented pages, copies with another headline, a fifth cut off or an
added credit lie at 0.77 to 0.96, two pages in the same formulas at 0.20 at most (`benchmarks/store.py copies`)."""

RUN = 5
"""Words in a run: shorter ones are shared by reports in the same formulas, longer ones are broken by every edit."""

LEAST_WORDS = 40
"""Shorter pages are not compared: flashes of one line are alike by their form."""

MOST_CANDIDATES = 50
MOST_RUNS = 20_000
"""A longer page is compared by its first words, so that a book costs no more than a long read."""

_WORD = re.compile(r"\w+")


def digest_of(text: str) -> array[int] | None:
    """Return the MinHash of a text's runs of words, None for a text too short to compare."""
    words = [m.group().casefold() for m in islice(_WORD.finditer(text), MOST_RUNS)]
    if len(words) < LEAST_WORDS:
        return None
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update([" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)])
    return array("I", made.digest())


def likeness(a: array[int], b: array[int]) -> float:
    """Return the estimated Jaccard likeness of two digests; its standard error is at most 0.045."""
    return sum(x == y for x, y in zip(a, b, strict=True)) / PERMUTATIONS


def link_copy(db: sqlite3.Connection, article: int, text: str) -> None:
    """Link an article to the first page with nearly the same words, and note its own bands for later ones.

    A page that later ones were linked to keeps them when it changes.
    """
    _forget(db, article)
    digest = digest_of(text)
    first, score = None, None
    if digest is not None:
        bands = _bands(digest)
        first, score = _first_alike(db, article, digest, bands)
        if first is None:
            # Only firsts are compared with: a thousand copies cost one look each, and have one root.
            db.executemany("INSERT OR IGNORE INTO bands (band, article) VALUES (?, ?)", [(b, article) for b in bands])
            db.execute("INSERT INTO digests (article, digest) VALUES (?, ?)", (article, digest.tobytes()))
    db.execute("UPDATE articles SET copy_of = ?, likeness = ? WHERE id = ?", (first, score, article))


def _forget(db: sqlite3.Connection, article: int) -> None:
    if before := db.execute("SELECT digest FROM digests WHERE article = ?", (article,)).fetchone():
        bands = _bands(array("I", before[0]))
        db.executemany("DELETE FROM bands WHERE band = ? AND article = ?", [(b, article) for b in bands])
        db.execute("DELETE FROM digests WHERE article = ?", (article,))


def _first_alike(
    db: sqlite3.Connection, article: int, digest: array[int], bands: list[int]
) -> tuple[int | None, float | None]:
    marks = ",".join("?" * len(bands))
    rows = db.execute(
        f"SELECT b.article, d.digest FROM (SELECT DISTINCT article FROM bands WHERE band IN ({marks}) "
        "ORDER BY article LIMIT ?) b JOIN digests d ON d.article = b.article WHERE b.article <> ? ORDER BY b.article",
        (*bands, MOST_CANDIDATES, article),
    )
    for other, blob in rows:
        score = likeness(digest, array("I", blob))
        if score >= ALIKE:
            return int(other), round(score, 3)
    return None, None


def _bands(digest: array[int]) -> list[int]:
    """Return a 63-bit number for each band."""
    return [
        int.from_bytes(hashlib.blake2b(bytes([i]) + digest[i : i + ROWS].tobytes(), digest_size=8).digest()) >> 1
        for i in range(0, PERMUTATIONS, ROWS)
    ]
