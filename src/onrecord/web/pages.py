"""Renders the templates; the only place that knows where they and the style sheet lie."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from onrecord.record import Record
from onrecord.telling import Teller, amount
from onrecord.web import urls
from onrecord.web.marks import LAYERS, marked_paragraphs


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
    made.filters["amount"] = amount
    made.filters["stamp"] = lambda text: (text or "").replace("T", " ")
    return made


def render(template: str, **context: Any) -> str:
    """Return a template filled with its context."""
    return environment().get_template(template).render(**context)


@cache
def asset(name: str) -> str:
    """Return a static file of the package, as text."""
    return (files("onrecord.web") / "static" / name).read_text(encoding="utf-8")


def record_context(record: Record, *, version: int | None = None) -> dict[str, Any]:
    """Return what the record-over-text template draws on; `version` is the page's in a store, where it is in one."""
    return {
        "version": version,
        "record": record,
        "article": record.article,
        "tell": Teller(record),
        "paragraphs": list(marked_paragraphs(record)),
        "layers": LAYERS,
    }


def record_file(record: Record) -> str:
    """Return a record over its text as one self-contained HTML file."""
    return render(
        "record_file.html",
        style=Markup(asset("onrecord.css")),
        script=Markup(asset("onrecord.js")),
        **record_context(record),
    )
