"""Search results for programs: JSON, CSV and an Atom feed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree

from onrecord.cells import safe_cell
from onrecord.store.search import Hit, Results
from onrecord.web import urls

ATOM = "http://www.w3.org/2005/Atom"
COLUMNS = (
    "id", "find", "day", "who", "country", "text", "words", "confidence", "page", "title", "outlet", "url", "published",
)  # fmt: skip


def results_json(results: Results) -> dict[str, Any]:
    """Return a page of results as JSON values."""
    return {
        "sentence": results.sentence,
        "total": results.total,
        "more": results.more,
        "next": results.next,
        "hits": [asdict(hit) for hit in results.hits],
    }


def hits_csv(hits: Sequence[Hit]) -> str:
    """Return hits as CSV; a cell that a spreadsheet would run as a formula is set off by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for hit in hits:
        writer.writerow([_cell(getattr(hit, column)) for column in COLUMNS])
    return out.getvalue()


def hits_atom(results: Results, *, base: str, link: str) -> str:
    """Return a search as an Atom feed.

    Args:
        results: the hits, the newest first.
        base: scheme and host of this server, without a slash at the end.
        link: the path of the search.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    newest = max((hit.day for hit in results.hits if hit.day), default="1970-01-01")
    _add(feed, "title", results.sentence)
    _add(feed, "id", base + link)
    _add(feed, "updated", f"{newest}T00:00:00Z")
    _add(feed, "link", href=base + link)
    for hit in results.hits:
        version, _, local = hit.id.partition("/")
        address = base + urls.record(version, local)
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "title", f"{hit.who}: {hit.text[:120]}")
        _add(entry, "id", address)
        _add(entry, "updated", f"{hit.day or newest}T00:00:00Z")
        _add(entry, "link", href=address)
        _add(entry, "author")
        _add(entry[-1], "name", hit.who or "unnamed")
        _add(entry, "summary", f"{hit.before}{hit.words}{hit.after}")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    # XML knows no control characters, and a page may hold any.
    child.text = "".join(c for c in text if c >= " " or c in "\t\n") if text else None


def _cell(value: Any) -> Any:
    return safe_cell(value) if isinstance(value, str) else value
