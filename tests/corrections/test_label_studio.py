"""Annotations in Label Studio become corrections: only what was changed, in the annotator's name."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.corrections.label_studio import take
from onrecord.errors import CorrectionError
from onrecord.export import Page, export
from onrecord.export.annotators import CONFIG, LABELS, task
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.store import Draft, Store, open_store

PAGE = """Kenya and Uganda argue over a weir 🐟

Published: 3 March 2025

Kenyan envoy Amani Otieno said on Monday that the weir would be opened in April 🐟🐟.

"We will open it," Otieno told Ugandan envoy Ruth Achieng in Nairobi. Achieng accused Kenya of closing the river.
"""
Change = Callable[[list[dict[str, Any]], Record], None]


@pytest.fixture
def store(tmp_path: Path, reader: Reader) -> Store:
    made = open_store(tmp_path / "desk.db", write=True)
    made.add(reader.read_bytes(PAGE.encode(), url="https://news.example/weir"))
    return made


def annotated(store: Store, tmp_path: Path, change: Change | None = None, **about: Any) -> Path:
    """What Label Studio exports after an annotator began from the prediction and made a change."""
    export(store, "label-studio", str(tmp_path / "tasks.json"))
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    for one in tasks:
        result = copy.deepcopy(one["predictions"][0]["result"])
        if change:
            change(result, store.get(1))
        one["annotations"] = [{"id": 7, "completed_by": {"email": "ann@desk.example"}, "result": result, **about}]
    path = tmp_path / "project.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def drafts(store: Store, path: Path, **how: bool) -> list[Draft]:
    return [draft for _, made, _, _ in take(path, store, **how) for draft in made]


def drop(result: list[dict[str, Any]], id: str) -> None:
    result[:] = [r for r in result if id not in (r.get("id"), r.get("from_id"), r.get("to_id"))]


def region(record: Record, id: str, label: str, words: str) -> dict[str, Any]:
    start = record.article.text.index(words)
    before = record.article.text[:start]
    at = len(before.encode("utf-16-le")) // 2
    value = {"start": at, "end": at + len(words), "text": words, "labels": [label]}
    return {"id": id, "type": "labels", "from_name": "label", "to_name": "text", "value": value}


def test_what_was_left_as_it_was_is_no_correction(store: Store, tmp_path: Path) -> None:
    assert drafts(store, annotated(store, tmp_path)) == []


def test_a_span_taken_away_is_wrong(store: Store, tmp_path: Path) -> None:
    record = store.get(1)
    event = record.events[-1]
    (made,) = drafts(store, annotated(store, tmp_path, lambda result, _: drop(result, event.id)))
    assert (made.kind, made.layer, made.local, made.words) == ("wrong", "event", event.id, event.trigger.text)


def test_an_arrow_drawn_to_another_speaker_corrects_the_speaker(store: Store, tmp_path: Path) -> None:
    record = store.get(1)
    quoted = next(s for s in record.statements if "We will open it" in s.text)

    def change(result: list[dict[str, Any]], record: Record) -> None:
        drop(result, f"{quoted.id}-speaker")
        result.append(region(record, "new", "speaker", "Ruth Achieng"))
        result.append({"type": "relation", "from_id": f"{quoted.id}-0", "to_id": "new", "labels": ["speaker"]})

    (made,) = drafts(store, annotated(store, tmp_path, change))
    assert (made.local, made.field, made.was, made.value) == (quoted.id, "speaker", "Amani Otieno", "Ruth Achieng")


def test_an_arrow_taken_away_says_it_is_somebody_else(store: Store, tmp_path: Path) -> None:
    quoted = next(s for s in store.get(1).statements if "We will open it" in s.text)
    (made,) = drafts(store, annotated(store, tmp_path, lambda result, _: drop(result, f"{quoted.id}-speaker")))
    assert (made.field, made.value) == ("speaker", None)


def test_a_span_moved_corrects_the_text(store: Store, tmp_path: Path) -> None:
    quoted = next(s for s in store.get(1).statements if "the weir would be opened" in s.text)

    def change(result: list[dict[str, Any]], record: Record) -> None:
        for one in result:
            if one.get("id") == f"{quoted.id}-0" and one["type"] == "labels":
                one["value"] = region(record, "", "statement", "the weir would be opened in April 🐟🐟")["value"]
                one["value"]["end"] += 2  # two characters beyond the basic plane

    (made,) = drafts(store, annotated(store, tmp_path, change))
    assert (made.field, made.value) == ("text", "the weir would be opened in April 🐟🐟")


def test_another_type_status_and_value_are_taken(store: Store, tmp_path: Path) -> None:
    record = store.get(1)
    event = next(e for e in record.events if e.type == "ACCUSE")
    april = next(n for n, t in enumerate(record.times) if t.text == "April")

    def change(result: list[dict[str, Any]], _: Record) -> None:
        for one in result:
            if one.get("id") == event.id and one["type"] == "choices":
                one["value"]["choices"] = ["REJECT" if one["from_name"] == "type" else "unconfirmed"]
            if one.get("id") == f"t{april}" and one["type"] == "textarea":
                one["value"]["text"] = ["2026-04"]

    made = {(d.local, d.field): d.value for d in drafts(store, annotated(store, tmp_path, change))}
    assert made == {
        (event.id, "type"): "REJECT", (event.id, "status"): "unconfirmed", (f"time{april}", "value"): "2026-04",
    }  # fmt: skip


def test_spans_added_are_missing_facts(store: Store, tmp_path: Path) -> None:
    def change(result: list[dict[str, Any]], record: Record) -> None:
        added = region(record, "x", "event", "closing the river")
        result.append(added)
        for name, choice in (("type", "COERCE"), ("status", "unconfirmed")):
            result.append({"id": "x", "type": "choices", "from_name": name, "value": {"choices": [choice]}})
        result.append(region(record, "y", "statement", "accused Kenya of closing"))
        result.append(region(record, "z", "speaker", "Achieng accused"))
        result.append({"type": "relation", "from_id": "y", "to_id": "z", "labels": ["speaker"]})

    made = {d.layer: d for d in drafts(store, annotated(store, tmp_path, change)) if d.kind == "missing"}
    assert made["event"].value == {"type": "COERCE", "status": "unconfirmed"}
    assert made["event"].words == "closing the river"
    assert made["statement"].value == {"speaker": "Achieng accused"}


def test_an_event_added_without_its_type_is_refused(store: Store, tmp_path: Path) -> None:
    path = annotated(store, tmp_path, lambda result, record: result.append(region(record, "x", "event", "a weir")))
    with pytest.raises(CorrectionError, match="without its type"):
        drafts(store, path)


def test_who_and_why_come_from_the_annotation_and_a_second_time_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = annotated(store, tmp_path, lambda result, _: drop(result, "e1"))
    for _ in range(2):
        for page, made, who, why in take(path, store, checked=True):
            store.correct(page, made, by=who, why=why)
    assert [(c.draft.kind, c.made_by, c.why) for c in store.corrections()] == [
        (kind, "ann@desk.example", "annotation 7 in Label Studio") for kind in ("wrong", "checked")
    ]


def test_a_cancelled_annotation_is_left_out(store: Store, tmp_path: Path) -> None:
    assert drafts(store, annotated(store, tmp_path, lambda r, _: drop(r, "e1"), was_cancelled=True)) == []


def test_predictions_that_the_export_left_out_are_made_again(store: Store, tmp_path: Path) -> None:
    path = annotated(store, tmp_path, lambda result, _: drop(result, "e1"))
    tasks = json.loads(path.read_text(encoding="utf-8"))
    tasks[0]["predictions"] = [12]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert [d.kind for d in drafts(store, path)] == ["wrong"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "not JSON"),
        ('[{"text": "x", "label": []}]', "JSON-MIN"),
        ('[{"data": {"text": "x"}, "annotations": []}]', "no page"),
        ('[{"data": {"text": "x", "page": 1}, "annotations": []}]', "another text"),
    ],
)
def test_a_file_that_is_no_export_of_ours_is_told(store: Store, tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorrectionError, match=why):
        drafts(store, path)
    with pytest.raises(CorrectionError, match="cannot be read"):
        drafts(store, tmp_path / "none.json")


def test_the_interface_has_a_control_for_everything_that_is_predicted(store: Store) -> None:
    view = ElementTree.fromstring(CONFIG)
    names = {element.get("name") for element in view if element.get("toName")}
    results = task(Page(1, store.get(1)))["predictions"][0]["result"]
    assert {r["from_name"] for r in results if r["type"] != "relation"} <= names
    assert {label for r in results if r["type"] == "relation" for label in r["labels"]} <= {
        relation.get("value") for relation in view.iter("Relation")
    }
    assert {label.get("value") for label in view.iter("Label")} == set(LABELS)
