"""A comparison of two accounts: points in both, in one alone, and conflicts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.comparing import Pair
from onrecord.evaluate.gold import GoldPair
from onrecord.evaluate.tally import Book

CONTENT = re.compile(r"\w{4,}|\d+")
"""Words that carry content: four letters and more, and numbers."""
SHARE = 0.5
"""Two texts are about one point when they share half of the content words of the shorter one."""


def score_pair(gold: GoldPair, pair: Pair, book: Book) -> None:
    """Score `compare: only one side`, `compare: both` and `compare: conflicts`.

    A pair of points that is told as a conflict counts as told in both. Of `both` only recall counts: an annotator
    lists the points that matter, and a comparison may go on.
    """
    for wanted, singles in ((gold.only_first, pair.only_first), (gold.only_second, pair.only_second)):
        told = [f"{single.span.text} {single.topic}" for single in singles]
        hits = [want for want in wanted if any(_near(want, t) for t in told)]
        right = sum(any(_near(want, t) for want in wanted) for t in told)
        # Several points may tell one gold point, so that what is right among the found may be more than the hits.
        book.count("compare: one side only", right=len(hits), wanted=len(wanted), found=len(hits) + len(told) - right)
        for want in wanted:
            if want not in hits:
                book.miss("compare: one side only", "not found", want, None)
    conflicts = [(c.first.text, c.second.text) for c in pair.conflicts]
    both = [*((p.first.text, p.second.text) for p in pair.both), *conflicts]
    for first, second in gold.both:
        book.check("compare: both", _among(first, second, both), "pair", f"{first} || {second}", None)
    wanted_conflicts = [(c.first, c.second) for c in gold.conflicts]
    hits_ = [c for c in wanted_conflicts if _among(*c, conflicts)]
    false = [c for c in conflicts if not any(_near(a, c[0]) and _near(b, c[1]) for a, b in wanted_conflicts)]
    book.count("compare: conflicts", right=len(hits_), wanted=len(wanted_conflicts), found=len(hits_) + len(false))
    for a, b in wanted_conflicts:
        if (a, b) not in hits_:
            book.miss("compare: conflicts", "not found", f"{a} || {b}", None)
    for a, b in false:
        book.miss("compare: conflicts", "not wanted", None, f"{a} || {b}")


def _near(a: str, b: str) -> bool:
    first, second = set(CONTENT.findall(a.lower())), set(CONTENT.findall(b.lower()))
    return bool(first and second) and len(first & second) >= SHARE * min(len(first), len(second))


def _among(first: str, second: str, pairs: Sequence[tuple[str, str]]) -> bool:
    return any(_near(first, a) and _near(second, b) for a, b in pairs)
