"""Makes annotated pages of corrections, for `onrecord evaluate`: the page as it came in, and what people say of it.

What nobody has looked at is written as optional, so that it counts neither way: the reader is not its own judge. A fact
that somebody has corrected was looked at, and counts whole; so does every fact of a page that was read whole.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from onrecord.corrections.facts import FIELDS, facts_of, places_of
from onrecord.corrections.standing import Standing, find_words, standing
from onrecord.errors import StoreError
from onrecord.record import Actor, Event, Record, Statement
from onrecord.store import Correction, Input, Store
from onrecord.store.corrections import CorrectionLayer

WIDEST = 12
"""Words that may be added to a trigger to tell it from the same word elsewhere on the page."""

_OPENING = frozenset("\"“‘'«„")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|meta|article|div|p)\b", re.IGNORECASE)


def write_gold(store: Store, folder: Path) -> int:
    """Write every corrected page of a store with its gold into a new or empty folder; return how many there were.

    Raises:
        StoreError: when the folder is there and holds something, or cannot be written.
    """
    part = folder.with_name(f"{folder.name}.{uuid4().hex[:8]}.part")
    count = 0
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{str(folder)!r} is there already and holds something: name a new folder")
        part.mkdir(parents=True)
        for name, page, gold in golds(store):
            (part / name).write_bytes(page)
            told = json.dumps(gold, ensure_ascii=False, indent=1)
            (part / f"{Path(name).stem}.gold.json").write_text(told + "\n", encoding="utf-8")
            count += 1
        if folder.exists():
            folder.rmdir()
        os.replace(part, folder)
    except OSError as error:
        raise StoreError(f"{str(folder)!r} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def golds(store: Store) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Yield for every corrected page its file name, its bytes as they came in, and its gold."""
    held: dict[int, list[Correction]] = {}
    for one in store.corrections():
        held.setdefault(store.current(one.page), []).append(one)
    for page, corrections in sorted(held.items()):
        input = store.input_of(page)
        record = store.get(page)
        markup = input.kind == "page" and _MARKUP.search(input.data[:4000])
        name = f"page-{page}.{'html' if markup else 'txt'}"
        gold = {"about": _about(page, corrections), "page": name, **_given(input), **gold_of(corrections, record)}
        yield name, input.data, gold


def gold_of(corrections: list[Correction], record: Record) -> dict[str, Any]:
    """Return the layers of the gold that corrections make of a record."""
    stands = [s for s in standing(corrections, record) if s.state != "adrift"]
    whole = any(c.draft.kind == "checked" for c in corrections)
    gold: dict[str, list[dict[str, Any]]] = {"statements": [], "times": [], "actors": [], "events": []}
    traps = []
    for layer in FIELDS:
        dropped = _on(stands, layer, "wrong")
        for local, fact in facts_of(record, layer).items():
            if local in dropped:
                if isinstance(fact, Event):
                    trigger = widened(record.article.text, fact.trigger.start, fact.trigger.end)
                    traps.append({"why": dropped[local].correction.why, "trigger": trigger,
                                  "wrong_status": fact.status})  # fmt: skip
                continue
            right = _right(stands, local)
            if answer := _answer(record, layer, fact, right, seen=whole or bool(right)):
                gold[f"{layer}s"].append(answer)
    for one in stands:
        draft = one.correction.draft
        if draft.kind == "missing" and one.state == "stands" and (spot := find_words(record.article.text, draft)):
            gold[f"{draft.layer}s"].append(_wanted(record, draft.layer, draft.value, spot))
    article: dict[str, Any] = {}
    if whole:
        article = {"article": {"title": record.article.title, "published": record.article.published}}
    layers = ["article"] if whole else []
    return {"layers": [*layers, *gold], **article, **gold, "not_events": traps}


def _right(stands: list[Standing], local: str) -> dict[str, Any]:
    """Return what people say of the fields of a fact, the newest last; also of one that they had missed."""
    right: dict[str, Any] = {}
    for draft in (s.correction.draft for s in stands if s.local == local):
        right |= draft.value if draft.kind == "missing" else {draft.field: draft.value}
    return right


def _on(stands: list[Standing], layer: CorrectionLayer, kind: str) -> dict[str, Standing]:
    return {s.local: s for s in stands if s.local and s.correction.draft.layer == layer
            and s.correction.draft.kind == kind}  # fmt: skip


def _answer(
    record: Record, layer: CorrectionLayer, fact: Any, right: Mapping[str, Any], *, seen: bool
) -> dict[str, Any] | None:
    """Return the gold answer that a fact makes: with what was found and what is right, or as optional.

    Only what somebody has looked at is asked of times and actors: other ones count neither way without being told.
    """
    if not seen and not isinstance(fact, Statement | Event):
        return None
    if isinstance(fact, Actor) and fact.kind == "unnamed":
        return None
    values = {f.name: f.found(record, fact) for f in FIELDS[layer]} | dict(right)
    place = places_of(fact)
    spot = (place[0].start, place[0].end) if place else (0, 0)
    answer = _wanted(record, layer, values, spot)
    if isinstance(fact, Event):
        words = (record.article.text[p.start : p.end] for p in place[1:])
        answer["alt_triggers"] = list(dict.fromkeys(words))
    if not seen:
        kept = ("content", "kind") if isinstance(fact, Statement) else ("type", "trigger", "alt_triggers", "status")
        return {**{key: answer[key] for key in kept if key in answer}, "optional": True}
    if isinstance(fact, Statement) and fact.headline:
        answer["headline"] = True
    return answer


def _wanted(
    record: Record, layer: CorrectionLayer, values: Mapping[str, Any], spot: tuple[int, int]
) -> dict[str, Any]:  # fmt: skip
    """Return fields as the gold format has them; one whose right value is not known is left out, and so not asked."""
    text = record.article.text
    known = {name: value for name, value in values.items() if value not in (None, "", [])}
    match layer:
        case "statement":
            through, speaker = known.get("through", []), known.get("speaker")
            told = {
                "content": known.get("text") or text[slice(*spot)], "kind": known.get("kind") or _kind(text, spot[0]),
                "speaker": speaker, "addressee": next(iter(known.get("addressees", [])), None),
                "chain": [*through, speaker] if through and speaker else None, "said": known.get("said"),
                "polarity": known.get("polarity"),
            }  # fmt: skip
        case "event":
            told = {"type": known["type"], "trigger": widened(text, *spot), "actors": known.get("actors"),
                    "recipients": known.get("recipients"), "date": known.get("date"), "status": known["status"],
                    "mode": known.get("mode")}  # fmt: skip
        case "time":
            return {"text": widened(text, *spot), "value": known.get("value"),
                    **({"mod": known["mod"]} if "mod" in known else {})}  # fmt: skip
        case _:
            told = {"name": known.get("name") or text[slice(*spot)], "country": known.get("country"),
                    "sector": known.get("sector"), "office": known.get("office")}  # fmt: skip
    return {key: value for key, value in told.items() if value is not None}


def _kind(text: str, start: int) -> str:
    return "direct" if start and text[start - 1] in _OPENING else "indirect"


def widened(text: str, start: int, end: int) -> str:
    """Return words of a text, with as many of their neighbours in the line as tell them from the same words elsewhere.

    They stay as they are where `WIDEST` neighbours do not.
    """
    first, last = start, end
    for number in range(WIDEST):
        words = text[first:last]
        if text.count(words) <= 1:
            return words
        after = re.compile(r"[^\S\n]*\S+").match(text, last)
        before = re.search(r"\S+[^\S\n]*\Z", text[max(0, first - 60) : first])
        if after and (number % 2 == 0 or not before):
            last = after.end()
        elif before:
            first -= len(before.group())
        else:
            break
    return text[start:end] if text.count(text[first:last]) > 1 else text[first:last]


def _about(page: int, corrections: list[Correction]) -> str:
    people = ", ".join(dict.fromkeys(c.made_by for c in corrections))
    last = max(c.made_at for c in corrections)[:10]
    return f"Page {page} of a store, corrected by {people}, last on {last}."


def _given(input: Input) -> dict[str, Any]:
    """Return what was said of the page beside its bytes, without which it would be read otherwise."""
    given: dict[str, Any] = {key: input.given[key] for key in ("url", "title", "published") if key in input.given}
    if input.kind == "text":
        given["as_it_is"] = True
    return {"given": given} if given else {}
