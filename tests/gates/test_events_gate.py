"""The gate of the events room: sentences annotated in PLOVER's terms, and whole pages with their events.

On the sentences, F1 of the types, and of types whose actors and recipients are right. On the pages, what the scorer of
the pages measures: which events are found, with whom, in which status, when, in which mode, each told once, and how
often a thing that did not happen is told as if it had.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from gatekeeper import check, shared

from onrecord.reader import Reader
from onrecord.record import Record

pytestmark = pytest.mark.gate

RATES = {"events", "event who", "event status", "event date", "event mode", "events told once", "traps avoided"}


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared(f"tools/{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_sentences_reach_their_floors(reader: Reader) -> None:
    path = shared("corpora/events/plover_gsr.dev.jsonl")
    scorer = tool("score_events")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = found = typed = who = 0
    for line, record in zip(lines, reader.read_many([{"id": g["id"], "text": g["text"]} for g in lines]), strict=True):
        assert isinstance(record, Record)
        told = json.loads(record.model_dump_json(by_alias=True))
        actors = {a["id"]: a for a in told["actors"]}
        left = list(told["events"])
        found += len(left)
        for gold in line["events"]:
            wanted += 1
            right_type = [e for e in left if e["type"] == gold["type"]]
            right = [e for e in right_type if covers(scorer, e, gold, actors)]
            if right_type:
                typed += 1
                who += bool(right)
                left.remove((right or right_type)[0])
    check("events-sentences", {"type": 200 * typed / (wanted + found), "who": 200 * who / (wanted + found)}, path)


def covers(scorer: ModuleType, event: dict[str, Any], gold: dict[str, Any], actors: dict[str, Any]) -> bool:
    source, target = scorer.entities(gold, "source"), scorer.entities(gold, "target")
    if scorer.covers(event["actors"], actors, source) and scorer.covers(event["recipients"], actors, target):
        return True
    both = event["actors"] + event["recipients"]
    return event["type"] in ("CONSULT", "AGREE", "COOPERATE") and bool(scorer.covers(both, actors, source + target))


def test_pages_reach_their_floors(reader: Reader) -> None:
    folder = shared("cases/dev")

    def make(gold: dict[str, Any], page: Path) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(reader.read(page).model_dump_json(by_alias=True))
        return loaded

    rows, failed = tool("score_gold").totals(folder, make)
    assert failed == 0
    scores = {name: 100 * rows[name]["recall"] for name in RATES}
    scores["events precision"] = 100 * rows["events"]["precision"]
    check("events-pages", scores, folder)
