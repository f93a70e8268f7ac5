"""The gate of the whole reader: invented pages with gold, kept in the project, so that it holds wherever tests run."""

from __future__ import annotations

from pathlib import Path

import pytest
from gatekeeper import check

from onrecord.evaluate import evaluate, load_cases, load_pairs
from onrecord.reader import Reader

pytestmark = pytest.mark.gate

CASES = Path(__file__).parents[1] / "cases"
ENOUGH = 40
"""Layers with fewer answers are not pinned: one answer would move their score by more than a good change may."""
SLACK = 1.5
"""Points that a layer may lose: one or two answers of a hundred, which another build of the parser may move."""


def test_the_cases_reach_their_floors(reader: Reader) -> None:
    result = evaluate(load_cases(CASES), load_pairs(CASES), reader=reader)
    assert not result.unread
    scores = {
        name: 100 * (tally.recall if tally.f1 is None else tally.f1)
        for name, tally in result.tallies.items()
        if tally.wanted >= ENOUGH and tally.recall is not None
    }
    check("cases", scores, CASES, slack=SLACK)
