"""The gate of the times room: TempEval-3's measures on a fourth of the documents of TimeBank and AQUAINT.

Strict: the span is the annotated one. Value: F1 of overlapping spans times the share of them with the right TIMEX3
value, as TempEval-3 defines it. Which documents are measured goes by a hash of their ids; rules are tuned on those
with an even hash, and half of the others is measured here, which keeps the gate quick.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from gatekeeper import check, shared

from onrecord.language import load_pipeline, parse
from onrecord.notes import Notes
from onrecord.page import read_given
from onrecord.record import Time
from onrecord.times import read_times

pytestmark = pytest.mark.gate


@pytest.mark.parametrize("corpus", ["timebank", "aquaint"])
def test_times_reach_their_floors(corpus: str) -> None:
    path = shared(f"corpora/time/{corpus}_te3.jsonl")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    held_back = [line for line in lines if int(hashlib.sha256(line["id"].encode()).hexdigest(), 16) % 4 == 1]
    articles = [read_given(line["text"], published=line["dct"]) for line in held_back]
    read = [read_times(document, Notes()) for document in parse(articles, load_pipeline())]
    check(f"times-{corpus}", _measures([line["timex"] for line in held_back], read), path)


def _measures(gold: list[list[dict[str, Any]]], found: list[list[Time]]) -> dict[str, float]:
    pairs = [pair for wanted, got in zip(gold, found, strict=True) for pair in _pairs(wanted, got)]
    total = sum(map(len, gold)) + sum(map(len, found))
    strict = sum((g["start"], g["end"]) == (t.start, t.end) for g, t in pairs)
    right = sum(g["value"] == (t.value or "") for g, t in pairs)
    return {"strict": 200 * strict / total, "relaxed": 200 * len(pairs) / total, "value": 200 * right / total}


def _pairs(gold: list[dict[str, Any]], found: list[Time]) -> list[tuple[dict[str, Any], Time]]:
    """Match each annotated span with one found span that overlaps it, equal spans first, then the longest overlap."""
    options = []
    for i, g in enumerate(gold):
        for j, t in enumerate(found):
            overlap = min(g["end"], t.end) - max(g["start"], t.start)
            if overlap > 0:
                options.append(((g["start"], g["end"]) != (t.start, t.end), -overlap, i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, _, i, j in sorted(options):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((gold[i], found[j]))
    return out
