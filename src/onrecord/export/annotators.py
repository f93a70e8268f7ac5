"""Writes pages for annotation tools, to correct what was read: Label Studio and doccano."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, get_args

from onrecord.export.page import Page
from onrecord.record import EventType, Extent, Status

LABELS = ("statement", "speaker", "cue", "event", "time", "mention")
"""Labels of spans, in the order in which a page has them."""


def _choices(name: str, values: Iterable[str]) -> str:
    each = "".join(f'<Choice value="{value}"/>' for value in values)
    return (
        f'  <Choices name="{name}" toName="text" perRegion="true" choice="single" whenTagName="label" '
        f'whenLabelValue="event">{each}</Choices>'
    )


CONFIG = "\n".join((
    "<View>",
    '  <Labels name="label" toName="text">',
    *(f'    <Label value="{label}"/>' for label in LABELS),
    "  </Labels>",
    '  <Relations><Relation value="speaker"/><Relation value="cue"/><Relation value="date"/></Relations>',
    _choices("type", get_args(EventType)),
    _choices("status", get_args(Status)),
    '  <TextArea name="value" toName="text" perRegion="true" maxSubmissions="1" whenTagName="label" '
    'whenLabelValue="time"/>',
    '  <Text name="text" value="$text"/>',
    "</View>\n",
))  # fmt: skip
"""The labelling interface that the predictions are for; a project in Label Studio is set up with it."""


def write_label_studio(pages: Iterable[Page], out: IO[str]) -> None:
    """Write a JSON list of tasks with predictions, as Label Studio imports it."""
    out.write("[")
    for number, page in enumerate(pages):
        out.write(",\n" if number else "\n")
        out.write(json.dumps(task(page), ensure_ascii=False))
    out.write("\n]\n")


def task(page: Page) -> dict[str, Any]:
    """Return a page as a task: its spans as regions, a relation from each statement to its speaker and its cue.

    Events have their type and status, and a relation to the time that dates them; times have their value.

    Offsets are UTF-16 units, as JavaScript counts (https://github.com/HumanSignal/label-studio/issues/1347).
    """
    units = _units(page.article.text)
    regions: list[dict[str, Any]] = []
    for label, name, extent in _spans(page):
        start, end = units(extent.start), units(extent.end)
        value = {"start": start, "end": end, "text": page.words(extent.start, extent.end), "labels": [label]}
        regions.append({
            "id": name, "type": "labels", "from_name": "label", "to_name": "text", "origin": "prediction",
            "value": value,
        })  # fmt: skip
    places = {region["id"]: region["value"] for region in regions}
    names = set(places)
    for s in page.record.statements:
        for label in ("speaker", "cue"):
            if f"{s.id}-{label}" in names:
                relation = {"type": "relation", "from_id": f"{s.id}-0", "to_id": f"{s.id}-{label}",
                            "direction": "right", "labels": [label]}  # fmt: skip
                regions.append(relation)
    for e in page.record.events:
        if e.id in names:
            regions.append(_chosen(e.id, places[e.id], "type", e.type))
            regions.append(_chosen(e.id, places[e.id], "status", e.status))
            if f"t{e.date}" in names:
                regions.append({"type": "relation", "from_id": e.id, "to_id": f"t{e.date}", "direction": "right",
                                "labels": ["date"]})  # fmt: skip
    for at, time in enumerate(page.record.times):
        if time.value and f"t{at}" in names:
            place = {key: places[f"t{at}"][key] for key in ("start", "end")}
            regions.append({
                "id": f"t{at}", "type": "textarea", "from_name": "value", "to_name": "text", "origin": "prediction",
                "value": {**place, "text": [time.value]},
            })  # fmt: skip
    a = page.article
    meta = {"page": page.number, "url": a.url, "title": a.title, "published": a.published}
    return {
        "data": {"text": a.text, **meta},
        "predictions": [{"model_version": "onrecord", "result": regions}],
    }


def _chosen(id: str, place: dict[str, Any], name: str, choice: str) -> dict[str, Any]:
    """Return a choice made for a region."""
    value = {"start": place["start"], "end": place["end"], "choices": [choice]}
    return {"id": id, "type": "choices", "from_name": name, "to_name": "text", "origin": "prediction", "value": value}


def _units(text: str) -> Callable[[int], int]:
    """Return what turns an offset in code points into one in UTF-16 units."""
    wide = [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)


def write_doccano(pages: Iterable[Page], out: IO[str]) -> None:
    """Write a page a line, as doccano imports JSONL for sequence labelling: `text`, `label` of [start, end, label]."""
    for page in pages:
        labels = [[e.start, e.end, label] for label, _, e in _spans(page)]
        line = {"text": page.article.text, "label": labels, "page": page.number, "url": page.article.url}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _spans(page: Page) -> Iterator[tuple[str, str, Extent]]:
    """Yield every span with its label and a name that is its own on the page; empty ones have nothing to mark."""
    for label, name, extent in _all_spans(page):
        if extent.end > extent.start:
            yield label, name, extent


def _all_spans(page: Page) -> Iterator[tuple[str, str, Extent]]:
    for s in page.record.statements:
        for at, span in enumerate(s.spans):
            yield "statement", f"{s.id}-{at}", span
        if s.speaker_text:
            yield "speaker", f"{s.id}-speaker", s.speaker_text
        if s.cue:
            yield "cue", f"{s.id}-cue", s.cue
    for e in page.record.events:
        yield "event", e.id, e.trigger
    for at, time in enumerate(page.record.times):
        yield "time", f"t{at}", time
    for actor in page.record.actors:
        for at, mention in enumerate(actor.mentions):
            yield "mention", f"{actor.id}-m{at}", mention
