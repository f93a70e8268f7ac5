"""Makes corrections of what a person says: checks the field and the value, and notes the words they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from onrecord.corrections.facts import FIELDS, Field, fact_at, facts_of, places_of
from onrecord.errors import CorrectionError
from onrecord.record import Record
from onrecord.store.corrections import CorrectionLayer, Draft

UNKNOWN = "?"
"""Stands for a value that is wrong, and of which nobody says what is right."""

AROUND = 40
"""Characters kept on either side of a fact's words, to tell it from the same words elsewhere on the page."""

_DATE = re.compile(
    r"(?:\d{4}(?:-(?:\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?|W\d{2}(?:-\w+)?|Q[1-4]|H[12]|SP|SU|FA|WI))?[~?]?"
    r"|\d{2,3}X{0,2}|P\w+|(?:PAST|PRESENT|FUTURE)_REF|T[\d:]+|XXXX[-\w]*|\.\.)"
)


def field(record: Record, local: str, name: str, value: str) -> Draft:
    """Return the correction that a field of a fact has another value.

    Args:
        local: the fact's id in the record (`s3`, `e1`, `time4`, `a2`).
        value: as a person types it: names parted by `;`, an actor's id for its name, `?` for not known, empty for none.

    Raises:
        CorrectionError: when there is no such fact or field, or the field cannot have the value.
    """
    made = change(record, local, name, value)
    if made is None:
        raise CorrectionError(f"the {name} of {local} is {value!r} already")
    return made


def change(record: Record, local: str, name: str, value: str) -> Draft | None:
    """Return what `field` does, None where the reader says the same.

    Raises:
        CorrectionError: when there is no such fact or field, or the field cannot have the value.
    """
    layer, fact = _fact(record, local)
    declared = _declared(layer, name)
    right, was = parsed(declared, value, record), declared.found(record, fact)
    return None if right == was else _placed(record, "field", layer, local, field=name, was=was, value=right)


def wrong(record: Record, local: str) -> Draft:
    """Return the correction that the page holds no such fact.

    Raises:
        CorrectionError: when there is no such fact.
    """
    layer, fact = _fact(record, local)
    was = {f.name: found for f in FIELDS[layer] if (found := f.found(record, fact))}
    return _placed(record, "wrong", layer, local, was=was)


def missing(record: Record, layer: str, words: str, values: Mapping[str, str]) -> Draft:
    """Return the correction that a fact was not found.

    Args:
        layer: `statement`, `event`, `time` or `actor`.
        words: those of the page that carry it; they must stand there once.
        values: the fields that are known, as for `field`.

    Raises:
        CorrectionError: when there is no such layer or field, or the words stand nowhere or more than once.
    """
    known = next((name for name in FIELDS if name == layer), None)
    if known is None:
        raise CorrectionError(f"{layer!r} is none of: {', '.join(FIELDS)}")
    text = record.article.text
    start = text.find(words) if words else -1
    if start < 0:
        raise CorrectionError(f"the words {words!r} do not stand on the page as they are")
    if text.find(words, start + 1) >= 0:
        raise CorrectionError(f"the words {words!r} stand on the page more than once: give more of them")
    return missing_at(record, known, start, start + len(words), values)


def missing_at(
    record: Record, layer: CorrectionLayer, start: int, end: int, values: Mapping[str, str]
) -> Draft:  # fmt: skip
    """Return the correction that a fact was not found which stands at these offsets."""
    text = record.article.text
    fields = {name: parsed(_declared(layer, name), value, record) for name, value in values.items()}
    if layer == "event" and not {"type", "status"} <= fields.keys():
        raise CorrectionError("a missing event needs its type and its status")
    return Draft("missing", layer, value=fields, **_around(text, start, end))


def checked() -> Draft:
    """Return the note that a person has read the page whole, and that all is right but for the other corrections."""
    return Draft("checked", "page")


def fields_of(record: Record, local: str) -> list[tuple[Field, Any]]:
    """Return the fields of a fact that can be corrected, each with what was found.

    Raises:
        CorrectionError: when there is no such fact.
    """
    layer, fact = _fact(record, local)
    return [(declared, declared.found(record, fact)) for declared in FIELDS[layer]]


def parsed(declared: Field, value: str, record: Record) -> Any:
    """Return a typed value as a plain one, None for `?`.

    Raises:
        CorrectionError: when the field cannot have it.
    """
    value = " ".join(value.split())
    if value == UNKNOWN:
        return None
    match declared.kind:
        case "name":
            return _named(value, record)
        case "names":
            return [_named(part.strip(), record) for part in value.split(";") if part.strip()]
        case "choice":
            if value not in ("", *declared.choices):
                raise CorrectionError(f"{declared.name} {value!r} is none of: {', '.join(declared.choices)}")
        case "country":
            if value and not re.fullmatch("[A-Z]{3}", value):
                raise CorrectionError(f"{declared.name} {value!r} is no ISO 3166-1 alpha-3 code, such as KEN")
        case "date":
            if value and not _is_date(value):
                such = "2025-03-14, 2025-03, 2025-W11 or 2025-03-01/2025-03-14"
                raise CorrectionError(f"{declared.name} {value!r} is no date, such as {such}")
    return value


def _is_date(value: str) -> bool:
    for part in value.split("/"):
        if not _DATE.fullmatch(part):
            return False
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", part):
                date.fromisoformat(part[:10])
            elif re.fullmatch(r"\d{4}-\d{2}", part):
                date.fromisoformat(f"{part}-01")
        except ValueError:
            return False
    return True


def _named(value: str, record: Record) -> str:
    """Return the name of the actor whose id was typed, or what was typed."""
    return next((a.name for a in record.actors if a.id == value), value)


def _fact(record: Record, local: str) -> tuple[CorrectionLayer, Any]:
    found = fact_at(record, local)
    if found is None:
        held = [id for layer in FIELDS for id in facts_of(record, layer)]
        raise CorrectionError(f"the page has no {local!r} that can be corrected; it has: {_few(held)}")
    return found


def _declared(layer: CorrectionLayer, name: str) -> Field:
    for declared in FIELDS[layer]:
        if declared.name == name:
            return declared
    raise CorrectionError(f"{name!r} is no field of a {layer}; it has: {', '.join(f.name for f in FIELDS[layer])}")


def _placed(record: Record, kind: Any, layer: CorrectionLayer, local: str, **about: Any) -> Draft:
    places = places_of(facts_of(record, layer)[local])
    around = _around(record.article.text, places[0].start, places[0].end) if places else {}
    return Draft(kind, layer, local, **about, **around)


def _around(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "words": text[start:end], "before": text[max(0, start - AROUND) : start],
            "after": text[end : end + AROUND]}  # fmt: skip


def _few(ids: Iterable[str]) -> str:
    held = list(ids)
    return ", ".join(held[:40]) + (" …" if len(held) > 40 else "") if held else "nothing"
