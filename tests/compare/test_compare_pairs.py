"""Own-written pairs of accounts, each with a trap, through the public door."""

from __future__ import annotations

import re
from typing import Any

import pytest

from onrecord.comparing import Comparison, Pair


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}|\d+", text.lower()))


def _near(wanted: str, found: str) -> bool:
    """Two texts tell one point when they share half of the shorter one's words of four letters and more."""
    a, b = _words(wanted), _words(found)
    return bool(a and b) and len(a & b) >= 0.5 * min(len(a), len(b))


@pytest.fixture
def case(own_pair: tuple[dict[str, Any], Comparison]) -> tuple[dict[str, Any], Pair]:
    return own_pair[0], own_pair[1].pairs[0]


def test_every_conflict_is_found_with_its_kind_and_none_is_made_up(case: tuple[dict[str, Any], Pair]) -> None:
    wanted, pair = case
    found = [
        next(
            (i for i, (a, b, kind) in enumerate(wanted["conflicts"])
             if kind == c.kind and _near(a, c.first.text) and _near(b, c.second.text)),
            None,
        )
        for c in pair.conflicts
    ]  # fmt: skip
    assert sorted(str(i) for i in found) == [str(i) for i in range(len(wanted["conflicts"]))]


def test_points_of_both_accounts_are_found(case: tuple[dict[str, Any], Pair]) -> None:
    wanted, pair = case
    shared = [(s.first.text, s.second.text) for s in pair.both] + [
        (c.first.text, c.second.text) for c in pair.conflicts
    ]
    missed = [p for p in wanted["both"] if not any(_near(p[0], a) and _near(p[1], b) for a, b in shared)]
    assert missed == []


@pytest.mark.parametrize("side", ["only_first", "only_second"])
def test_points_of_one_account_are_found_and_none_is_made_up(case: tuple[dict[str, Any], Pair], side: str) -> None:
    wanted, pair = case
    told = [s.span.text for s in getattr(pair, side)]
    assert [w for w in wanted[side] if not any(_near(w, t) for t in told)] == []
    assert [t for t in told if not any(_near(w, t) for w in wanted[side])] == []


def test_one_meeting_is_told_from_two(case: tuple[dict[str, Any], Pair]) -> None:
    wanted, pair = case
    assert pair.meeting.same is wanted.get("same_meeting", True)
