"""The error rates that readers are warned of are those that were measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@pytest.mark.parametrize(
    ("row", "thing"), [("statements with the right speaker", "statement"), ("events found", "event")]
)
def test_the_share_of_errors_is_the_one_measured_on_unseen_pages(row: str, thing: str) -> None:
    accuracy = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    ethics = " ".join((DOCS / "ethics.md").read_text(encoding="utf-8").split())
    unseen = float(re.search(rf"^\| {row} \| (\.\d+) \|", accuracy, flags=re.M)[1])  # type: ignore[index]
    assert f"one {thing} in {WORDS[round(1 / (1 - unseen))]}" in ethics
