"""Where a correction stands now: the page may have been read again since, or have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.corrections.facts import FIELDS, facts_of, names_of, places_of
from onrecord.record import Record
from onrecord.store.corrections import Correction, CorrectionLayer, Draft
from onrecord.store.keys import fold

State = Literal["stands", "mended", "adrift"]

SHARED = 0.5
"""Part of the characters of both places that two must share to be one fact's: a clause more or less, not another."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction on a record: the fact that it is about, None for none, and how it stands.

    `stands`: the reader still says otherwise. `mended`: the reader says what the correction says. `adrift`: the words
    that it was made on, or a fact on them, are not there any more.
    """

    correction: Correction
    local: str | None
    state: State


def standing(corrections: Iterable[Correction], record: Record) -> list[Standing]:
    """Return how corrections stand on a record of their article, in the order given."""
    return [_standing(correction, record) for correction in corrections]


def _standing(correction: Correction, record: Record) -> Standing:
    draft = correction.draft
    if draft.kind == "checked":
        return Standing(correction, None, "stands")
    spot = find_words(record.article.text, draft)
    local = None if spot is None else fact_on(record, draft.layer, *spot)
    if spot is None:
        return Standing(correction, None, "adrift")
    if draft.kind == "field":
        if local is None:
            return Standing(correction, None, "adrift")
        return Standing(correction, local, "mended" if _says(record, local, draft) else "stands")
    if draft.kind == "wrong":
        return Standing(correction, local, "mended" if local is None else "stands")
    if local is None or not all(_is(record, local, draft, *item) for item in draft.value.items()):
        return Standing(correction, None, "stands")
    return Standing(correction, local, "mended")


def find_words(text: str, draft: Draft) -> tuple[int, int] | None:
    """Return where the words of a correction stand in a text, None when they do not.

    Of several places the one with most of the same words around it is meant, then the nearest.
    """
    words = draft.words
    if not words:
        return None
    best: tuple[int, int, int] | None = None
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        shared = _alike(text[:at][::-1], draft.before[::-1]) + _alike(text[end : end + len(draft.after)], draft.after)
        rank = (shared, -abs(at - draft.start), at)
        best = rank if best is None or rank > best else best
        at = text.find(words, at + 1)
    return None if best is None else (best[2], best[2] + len(words))


def _alike(a: str, b: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def fact_on(record: Record, layer: CorrectionLayer, start: int, end: int) -> str | None:
    """Return the id of the fact of a layer that stands at a place, or at most of it."""
    best: tuple[float, str] | None = None
    for local, fact in facts_of(record, layer).items():
        share = max((_share(p.start, p.end, start, end) for p in places_of(fact)), default=0.0)
        if share >= SHARED and (best is None or share > best[0]):
            best = (share, local)
    return best[1] if best else None


def _share(a: int, b: int, start: int, end: int) -> float:
    both = min(b, end) - max(a, start)
    return both / (max(b, end) - min(a, start)) if both > 0 else 0.0


def _says(record: Record, local: str, draft: Draft) -> bool:
    """Say whether a fact now has the value that a correction gives; for one that gives none, another than it had."""
    if draft.value is None:
        return not _is(record, local, draft, draft.field, draft.was)
    return _is(record, local, draft, draft.field, draft.value)


def _is(record: Record, local: str, draft: Draft, name: str, value: Any) -> bool:
    """Say whether a field of a fact has a value; any will do where the value is not known."""
    declared = next((f for f in FIELDS[draft.layer] if f.name == name), None)
    if declared is None:  # a field that a newer version knows
        return False
    now = declared.found(record, facts_of(record, draft.layer)[local])
    if declared.kind in ("name", "names") and value is not None:
        return _same(record, now, value)
    return value is None or bool(now == value)


def _same(record: Record, now: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(now, list):
        return len(now) == len(wanted) and all(any(_same(record, n, w) for n in now) for w in wanted)
    if not isinstance(now, str) or not isinstance(wanted, str):
        return bool(now == wanted)
    return fold(wanted) in {fold(name) for name in names_of(record, now)}
