"""What the tutorial shows is what the program does; `python -m tools.tutorial` writes its outputs anew."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

from tools.tutorial import PAGE, ROOT, run

from onrecord import open_store

ALIKE = 0.8
"""Share of the shown lines that must be printed still, in their order: a reader that gets better moves a few of them,
and the pages of the tutorial are no test of what it finds."""


def test_every_step_runs_and_prints_what_is_shown(tmp_path: Path) -> None:
    shown, lost = 0, []
    for step, printed in run(PAGE.read_text(encoding="utf-8"), tmp_path):
        expected = [line for line in step.shown if line and line != "..."]
        alike = SequenceMatcher(None, expected, printed, autojunk=False).get_matching_blocks()
        kept = {block.a + i for block in alike for i in range(block.size)}
        shown += len(expected)
        lost += [line for i, line in enumerate(expected) if i not in kept]
        if step.pick and "NOT SETTLED" in step.pick:
            assert "  statements s7: speaker (ambiguous)" in printed, "the tutorial speaks of it"
    assert shown > 100
    assert len(lost) <= (1 - ALIKE) * shown, "run: python -m tools.tutorial\n" + "\n".join(lost)
    assert (tmp_path / "statements.csv").read_text(encoding="utf-8").startswith("id,")
    with open_store(tmp_path / "cod.db") as store:
        real = [a.name for _, record in store.records() for a in record.actors if a.kind == "person" and a.wikidata]
        assert real == [], "the pages are made up: nobody real may be led to from them"


def test_the_pages_are_fifty_short_ones() -> None:
    pages = sorted((ROOT / "examples" / "crisis").iterdir())
    lengths = {p.name: len(re.sub(r"<[^>]*>", " ", p.read_text(encoding="utf-8")).split()) for p in pages}
    assert len(lengths) == 50
    assert {name: n for name, n in lengths.items() if not 120 <= n <= 320} == {}
