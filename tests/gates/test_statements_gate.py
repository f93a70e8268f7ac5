"""The gate of the statements room: attribution on annotated articles, and how far its confidence can be trusted.

Measured on the tuning articles of PolNeAR whose id has a hash that six divides, which keeps the gate quick, and on
all of GUM's news.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from benchmarks.attribution import calibration, measure
from gatekeeper import check, shared

pytestmark = pytest.mark.gate

TRUSTED = 0.12
"""How far the share of right statements in a tenth of confidence may lie outside that tenth; two deviations of 60."""


def _sixth(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [a for a in articles if int(hashlib.sha256(a["id"].encode()).hexdigest(), 16) % 6 == 0]


@pytest.mark.parametrize("corpus", ["polnear", "gum_news"])
def test_attribution_reaches_its_floors(corpus: str) -> None:
    path = shared(f"corpora/{corpus}/dev.jsonl")
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    scores, trusted = measure(_sixth(articles) if corpus == "polnear" else articles)
    rows = {f"{rung} {name}": value for rung, tally in scores.items() for name, value in tally.summary().items()}
    check(f"statements-{corpus}", rows, path)
    if corpus == "polnear":
        off = {low: (n, share) for low, n, share in calibration(trusted) if n >= 60 and not _fits(low, share)}
        assert not off, f"confidence does not hold: {off}"


def _fits(low: float, share: float) -> bool:
    return low - TRUSTED <= share <= low + 0.1 + TRUSTED
