"""Corrections in words, the same on the terminal and on the web page."""

from __future__ import annotations

from typing import Any

from onrecord.corrections.standing import Standing
from onrecord.store.corrections import Correction, Draft

STATES = {"stands": "", "mended": "the reader says so now", "adrift": "its words are not there any more"}


def tell(correction: Correction, *, words: bool = True) -> str:
    """Return what a correction says, in one sentence without who and why; without `words` not what it stands on."""
    draft = correction.draft
    on = f": “{_short(draft.words)}”" if words else ""
    match draft.kind:
        case "checked":
            return "the page was read whole; all else is right"
        case "missing":
            known = "; ".join(f"{name} {shown(value)}" for name, value in draft.value.items())
            return f"{draft.layer} missing: “{_short(draft.words)}”" + (f" ({known})" if known else "")
        case "wrong":
            return f"no {draft.layer}{on or ' at all'}"
        case "field":
            return f"{draft.field} is {shown(draft.value)}, not {shown(draft.was)}{on}"


def tell_standing(one: Standing, *, beside: bool = False) -> str:
    """Return a correction with its number, the fact that it is about now, who made it, when and why, and its state.

    `beside`: it stands beside the fact, which need not be told.
    """
    c = one.correction
    where = f" {one.local}" if one.local and not beside else ""
    parts = [
        f"{c.id}.{where} {tell(c, words=not beside)}",
        f"{c.made_by}, {c.made_at[:10]}: {c.why}",
        STATES[one.state],
    ]
    if c.withdrawn_at:
        parts.append(f"taken back by {c.withdrawn_by}, {c.withdrawn_at[:10]}: {c.withdrawn_why}")
    return " · ".join(part for part in parts if part)


def shown(value: Any) -> str:
    """Return a value for people; what is not known, and what is none, in words."""
    if value is None:
        return "something else"
    if isinstance(value, list):
        return "; ".join(value) or "nobody"
    return str(value) or "none"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 120 else flat[:119] + "…"


def row(correction: Correction) -> dict[str, Any]:
    """Return a correction as a flat mapping of plain values."""
    c, d = correction, correction.draft
    return {
        "id": c.id, "page": c.page, "kind": d.kind, "layer": d.layer, "fact": _fact(c.page, d), "field": d.field,
        "was": d.was, "value": d.value, "start": d.start, "end": d.end, "words": d.words, "by": c.made_by,
        "why": c.why, "made_at": c.made_at, "withdrawn_by": c.withdrawn_by, "withdrawn_why": c.withdrawn_why,
        "withdrawn_at": c.withdrawn_at,
    }  # fmt: skip


def _fact(page: int, draft: Draft) -> str | None:
    return f"{page}/{draft.local}" if draft.local else None
