"""Renders the templates; the only place that knows where they, the style sheet and the script lie."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from onrecord.corrections.standing import Standing
from onrecord.corrections.telling import tell_standing
from onrecord.record import Record
from onrecord.telling import Teller, amount
from onrecord.web import urls
from onrecord.web.explaining import reasons
from onrecord.web.marks import LAYERS, SHOWN, marked_paragraphs

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@cache
def environment() -> Environment:
    """Return the template environment: everything that comes from a page is escaped."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["url"] = urls
    made.globals["stamped"] = stamped
    made.globals["reasons"] = reasons
    made.filters["amount"] = amount
    made.filters["stamp"] = lambda text: (text or "").replace("T", " ")
    made.filters["day"] = day
    made.filters["longday"] = longday
    made.filters["many"] = many
    made.filters["standing"] = tell_standing
    return made


def render(template: str, **context: Any) -> str:
    """Return a template filled with its context."""
    return environment().get_template(template).render(**context)


@cache
def asset(name: str) -> str:
    """Return a static file of the package, as text."""
    return (files("onrecord.web") / "static" / name).read_text(encoding="utf-8")


@cache
def stamped(name: str) -> str:
    """Return the address of a static file with a mark of its content, so that a browser may keep it for long."""
    return f"{urls.static(name)}?v={hashlib.sha256(asset(name).encode()).hexdigest()[:10]}"


def day(iso: str | None) -> str:
    """Return an ISO day, month or year as people write it (`3 Mar 2025`); anything else as it is, nothing as a dash."""
    parts = (iso or "—").split("T")[0].split("-")
    if not all(p.isdigit() for p in parts) or not 1 <= len(parts) <= 3:
        return iso or "—"
    if len(parts) > 1:
        if not 1 <= int(parts[1]) <= 12:
            return iso or "—"
        parts[1] = MONTHS[int(parts[1]) - 1][:3]
    if len(parts) > 2:
        parts[2] = str(int(parts[2]))
    return " ".join(reversed(parts))


def longday(iso: str) -> str:
    """Return an ISO day with its weekday (`Monday, 3 March 2025`)."""
    of = date.fromisoformat(iso)
    return f"{of:%A}, {of.day} {MONTHS[of.month - 1]} {of.year}"


def many(n: int, noun: str) -> str:
    """Return a number with its noun (`1 statement`, `2,000 statements`)."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def record_context(
    record: Record,
    *,
    version: int | None = None,
    shown: Sequence[str] = SHOWN,
    at: tuple[int, int] | None = None,
    stands: Sequence[Standing] = (),
    correctable: bool = False,
) -> dict[str, Any]:
    """Return what the record-over-text template draws on.

    Args:
        record: what is shown.
        version: the page's number in a store, where it is in one.
        shown: the layers that are marked.
        at: offsets of words to be found on the page.
        stands: the corrections of the page.
        correctable: whether they can be made here.
    """
    paragraphs = list(marked_paragraphs(record, at=at))
    return {
        "version": version,
        "record": record,
        "article": record.article,
        "tell": Teller(record),
        "paragraphs": paragraphs,
        "anchored": {fact for paragraph in paragraphs for piece in paragraph.pieces for fact in piece.opens},
        "layers": LAYERS,
        "shown": shown,
        "at": at,
        "stands": stands,
        "correctable": correctable,
    }


def record_file(record: Record) -> str:
    """Return a record over its text as one self-contained HTML file."""
    return render(
        "record_file.html",
        style=Markup(asset("onrecord.css")),
        script=Markup(asset("onrecord.js")),
        **record_context(record),
    )
