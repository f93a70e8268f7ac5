"""Two versions of one page: what was added, and headlines that share a line."""

from __future__ import annotations

from pathlib import Path

from onrecord.comparing import compare
from onrecord.reader import Reader

CRISIS = Path(__file__).parents[2] / "examples" / "crisis"


def test_two_headlines_in_one_line_are_two_points(reader: Reader) -> None:
    names = ("2027-03-10-herald-shots-first.html", "2027-03-11-herald-shots-updated.html")
    (pair,) = compare([reader.read(CRISIS / name) for name in names]).pairs
    assert "Owner no longer sure what captain heard" in [one.span.text for one in pair.only_second]
    assert not any("22 crew" in conflict.first.text for conflict in pair.conflicts)
