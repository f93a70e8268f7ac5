"""Search results for programs: JSON, a table and an Atom feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree

from onrecord.store.search import Hit, Results
from onrecord.web import urls
from onrecord.web.answers import Table

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


def hits_table(hits: Sequence[Hit]) -> Table:
    """Return hits as a table."""
    return Table(COLUMNS, [[getattr(hit, column) for column in COLUMNS] for hit in hits])


def hits_atom(results: Results, *, base: str, link: str, feed: str) -> str:
    """Return a search as an Atom feed.

    Args:
        results: the hits, the newest first.
        base: scheme and host of this server, without a slash at the end.
        link: the path of the search.
        feed: the path of the feed itself.
    """
    ElementTree.register_namespace("", ATOM)
    made = ElementTree.Element(f"{{{ATOM}}}feed")
    newest = max((hit.day for hit in results.hits if hit.day), default="1970-01-01")
    _add(made, "title", f"On record: {results.sentence}")
    _add(made, "id", base + link)
    _add(made, "updated", f"{newest}T00:00:00Z")
    _add(made, "link", href=base + link)
    _add(made, "link", rel="self", type="application/atom+xml", href=base + feed)
    for hit in results.hits:
        address = base + urls.hit(hit.id)
        entry = ElementTree.SubElement(made, f"{{{ATOM}}}entry")
        _add(entry, "title", f"{hit.who}: {hit.text[:120]}")
        _add(entry, "id", address)
        _add(entry, "updated", f"{hit.day or newest}T00:00:00Z")
        _add(entry, "link", href=address)
        _add(entry, "author")
        _add(entry[-1], "name", hit.who or "unnamed")
        _add(entry, "summary", f"{hit.before}{hit.words}{hit.after}")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(made, encoding="unicode")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    # XML knows no control characters, and a page may hold any.
    child.text = "".join(c for c in text if c >= " " or c in "\t\n") if text else None
