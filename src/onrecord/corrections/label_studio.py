"""Takes corrections from Label Studio: what annotators changed of the predictions that they were given."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.corrections import drafting
from onrecord.corrections.facts import facts_of
from onrecord.corrections.standing import fact_on
from onrecord.errors import CorrectionError
from onrecord.export.annotators import task
from onrecord.export.page import Page
from onrecord.record import Record
from onrecord.store import Draft, Store
from onrecord.store.corrections import CorrectionLayer

SAME = 0.5
"""Part of their characters that an old and a new span must share for the new one to be the old one, moved."""


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled span, in code points, with what was chosen and typed for it (`type`, `status`, `value`)."""

    id: str
    label: str
    start: int
    end: int
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """What an annotation, or a prediction, holds: regions by id, and relations as (from, to, label)."""

    regions: Mapping[str, Region]
    relations: frozenset[tuple[str, str, str]]

    def of(self, label: str) -> list[Region]:
        """Return the regions of a label, in order of the text."""
        return sorted((r for r in self.regions.values() if r.label == label), key=lambda r: (r.start, r.end))

    def to(self, ids: set[str], label: str) -> Region | None:
        """Return the region that a relation of a label leads to from one of these."""
        found = (self.regions.get(to) for start, to, name in sorted(self.relations) if start in ids and name == label)
        return next((region for region in found if region), None)


def take(path: Path, store: Store, *, checked: bool = False) -> Iterator[tuple[int, list[Draft], str, str]]:
    """Yield for each annotation the page, its corrections, who made it, and why.

    Args:
        path: a project exported as JSON.
        checked: the annotators read their pages whole; each page then has that noted as well.

    Raises:
        CorrectionError: when the file cannot be read or is no such export, or a task's text is not its page's.
        NotInStoreError: when a task's page is not in the store.
    """
    for number, one in enumerate(_tasks(path), 1):
        data = one["data"] if isinstance(one.get("data"), dict) else {}
        page = data.get("page")
        if not isinstance(page, int):
            raise CorrectionError(f"task {number} is of no page: it has no data.page, as our tasks have")
        record = store.get(page)
        if data.get("text") != record.article.text:
            raise CorrectionError(f"task {number} has another text than page {page} of this store")
        for annotation in one["annotations"]:
            if annotation.get("was_cancelled"):
                continue
            try:
                drafts = drafts_of(record, _prediction(one, page, record), annotation.get("result") or [])
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise CorrectionError(f"task {number} is not as Label Studio writes it ({error!r})") from error
            drafts += [drafting.checked()] if checked else []
            if drafts:
                reason = f"annotation {annotation.get('id', '')} in Label Studio".replace("  ", " ")
                yield page, drafts, _who(annotation), reason


def drafts_of(record: Record, given: list[dict[str, Any]], done: list[dict[str, Any]]) -> list[Draft]:
    """Return the corrections that lie between the results of a prediction and those of an annotation."""
    points = _points(record.article.text)
    before, after = _marked(given, points), _marked(done, points)
    return [
        *_statements(record, before, after),
        *_singles(record, before, after, "event"),
        *_singles(record, before, after, "time"),
    ]


def _statements(record: Record, before: Marked, after: Marked) -> Iterator[Draft]:
    """Compare statements: a statement's parts are its own regions, named `STATEMENT-NUMBER`."""
    parts: dict[str, list[Region]] = {}
    for region in before.of("statement"):
        parts.setdefault(region.id.rpartition("-")[0], []).append(region)
    free = {region.id for region in after.of("statement")}
    for regions in parts.values():
        local = fact_on(record, "statement", regions[0].start, regions[-1].end)
        kept = [found for region in regions if (found := _again(region, after, free))]
        free -= {region.id for region in kept}
        if local is None:  # the reader does not find it any more
            continue
        if not kept:
            yield drafting.wrong(record, local)
            continue
        if [(r.start, r.end) for r in kept] != [(r.start, r.end) for r in regions]:
            words = " ".join(record.article.text[r.start : r.end] for r in kept)
            yield from _changed(record, local, "text", words)
        was = before.to({r.id for r in regions}, "speaker")
        now = after.to({r.id for r in kept}, "speaker")
        if _moved(was, now):
            yield from _changed(record, local, "speaker", _name(record, now) if now else drafting.UNKNOWN)
    for region in (r for r in after.of("statement") if r.id in free):
        speaker = after.to({region.id}, "speaker")
        said = {"speaker": _name(record, speaker)} if speaker else {}
        yield drafting.missing_at(record, "statement", region.start, region.end, said)


def _singles(record: Record, before: Marked, after: Marked, layer: CorrectionLayer) -> Iterator[Draft]:
    """Compare events or times: each is one region, with what was said of it."""
    free = {region.id for region in after.of(layer)}
    for region in before.of(layer):
        now = _again(region, after, free)
        free -= {now.id} if now else set()
        local = fact_on(record, layer, region.start, region.end)
        if local is None:
            continue
        if now is None:
            yield drafting.wrong(record, local)
            continue
        for name in ("type", "status", "value"):
            if now.said.get(name) != region.said.get(name):
                yield from _changed(record, local, name, now.said.get(name, drafting.UNKNOWN))
        was, is_now = before.to({region.id}, "date"), after.to({now.id}, "date")
        if layer == "event" and (_moved(was, is_now) or (is_now and was and is_now.said != was.said)):
            yield from _changed(record, local, "date", _date(record, is_now))
    for region in (r for r in after.of(layer) if r.id in free):
        said = dict(region.said)
        if layer == "event":
            if not {"type", "status"} <= said.keys():
                words = record.article.text[region.start : region.end]
                raise CorrectionError(f"the event {words!r} was added without its type or its status")
            if (date := after.to({region.id}, "date")) is not None:
                said["date"] = _date(record, date)
        yield drafting.missing_at(record, layer, region.start, region.end, said)


def _changed(record: Record, local: str, name: str, value: str) -> Iterator[Draft]:
    if (made := drafting.change(record, local, name, value)) is not None:
        yield made


def _again(region: Region, after: Marked, free: set[str]) -> Region | None:
    """Return the region that another one is now: the same place, else its own id or most of its place."""
    candidates = [after.regions[id] for id in sorted(free) if after.regions[id].label == region.label]
    for same in candidates:
        if (same.start, same.end) == (region.start, region.end):
            return same
    moved = [(r.id == region.id, _share(r, region), r) for r in candidates if _share(r, region) > 0]
    if not moved:
        return None
    own, share, best = max(moved, key=lambda m: m[:2])
    return best if own or share >= SAME else None


def _share(a: Region, b: Region) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / max(1, max(a.end, b.end) - min(a.start, b.start))


def _moved(was: Region | None, now: Region | None) -> bool:
    return (was and (was.start, was.end)) != (now and (now.start, now.end))


def _name(record: Record, region: Region) -> str:
    """Return the name of the actor that stands at a region, or its words when none does."""
    for actor in record.actors:
        if any((m.start, m.end) == (region.start, region.end) for m in actor.mentions):
            return actor.name
    return record.article.text[region.start : region.end]


def _date(record: Record, region: Region | None) -> str:
    """Return the value of the time at a region: what was typed for it, else what was found."""
    if region is None:
        return drafting.UNKNOWN
    if "value" in region.said:
        return region.said["value"]
    local = fact_on(record, "time", region.start, region.end)
    found = getattr(facts_of(record, "time").get(local or ""), "value", None)
    return found or drafting.UNKNOWN


def _marked(results: list[dict[str, Any]], points: Callable[[int], int]) -> Marked:
    said: dict[str, dict[str, str]] = {}
    for result in results:
        value = result.get("value") or {}
        words = value.get("choices") if result.get("type") == "choices" else value.get("text")
        if result.get("type") in ("choices", "textarea") and words:
            said.setdefault(str(result["id"]), {})[str(result["from_name"])] = str(
                words[0] if isinstance(words, list) else words
            )
    regions = {}
    for result in results:
        if result.get("type") == "labels" and result["value"].get("labels"):
            id, value = str(result["id"]), result["value"]
            start, end = points(int(value["start"])), points(int(value["end"]))
            regions[id] = Region(id, str(value["labels"][0]), start, end, said.get(id, {}))
    relations = {
        (str(r["from_id"]), str(r["to_id"]), str(label))
        for r in results if r.get("type") == "relation" for label in r.get("labels") or ()
    }  # fmt: skip
    return Marked(regions, frozenset(relations))


def _points(text: str) -> Callable[[int], int]:
    """Return what turns an offset in UTF-16 units into one in code points."""
    halves = [at + before + 1 for before, at in enumerate(i for i, c in enumerate(text) if c > "\uffff")]
    return lambda offset: offset - bisect_left(halves, offset)


def _prediction(one: dict[str, Any], page: int, record: Record) -> list[dict[str, Any]]:
    """Return what the annotators were given: as the export has it, else what the record would give them now."""
    for prediction in one.get("predictions") or ():
        if isinstance(prediction, dict) and prediction.get("model_version") == "onrecord":
            return list(prediction.get("result") or [])
    return list(task(Page(page, record))["predictions"][0]["result"])


def _who(annotation: dict[str, Any]) -> str:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("username") or who.get("id")
    return f"annotator {who}" if isinstance(who, int) else str(who or "an annotator")


def _tasks(path: Path) -> list[dict[str, Any]]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorrectionError(f"{str(path)!r} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise CorrectionError(f"{str(path)!r} is not JSON: {error}") from error
    tasks = read if isinstance(read, list) else [read]
    if not all(isinstance(one, dict) and isinstance(one.get("annotations"), list) for one in tasks):
        raise CorrectionError(f"{str(path)!r} holds no annotations: export the project as JSON, not as JSON-MIN")
    return tasks
