"""Reads RSS and Atom files: an article's text for each entry that has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime

from lxml import etree, html

from onrecord.errors import BadLineError

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_RSS1 = "{http://purl.org/rss/1.0/}"
_BLOCKS = {"p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr", "ul", "ol", "figcaption"}


def read_feed(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the entries of a feed as pages: `text` (title and body), and `id`, `url`, `title`, `published` where given.

    An entry without a body of its own has no `text`.

    Raises:
        BadLineError: when the file is not a feed.
    """
    # No entity is resolved and nothing fetched: a feed is a stranger's file.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadLineError(f"the file is not XML: {error}") from error
    if root is None or etree.QName(root).localname not in ("rss", "feed", "RDF"):
        raise BadLineError("the file is XML, and neither RSS nor Atom")
    for entry in root.iter("item", f"{_ATOM}entry", f"{_RSS1}item"):
        yield _entry(entry)


def _entry(entry: etree._Element) -> dict[str, str]:
    title = _plain(_first(entry, "title"))
    body = _plain(
        _first(entry, _CONTENT) or _first(entry, "content") or _first(entry, "description") or _first(entry, "summary")
    )
    page = {
        "id": _first(entry, "guid") or _first(entry, "id"),
        "url": _first(entry, "link") or _link(entry),
        "title": title,
        "published": _date(_first(entry, "published") or _first(entry, "pubDate") or _first(entry, _DATE)
                           or _first(entry, "updated")),
        "text": f"{title}\n\n{body}" if title and body else body,
    }  # fmt: skip
    return {key: value for key, value in page.items() if value}


def _first(entry: etree._Element, name: str) -> str:
    """Return the text of an entry's field, with the markup that Atom may have within it."""
    for tag in (name,) if name.startswith("{") else (name, _ATOM + name, _RSS1 + name):
        found = entry.find(tag)
        if found is not None:
            inner = "".join(etree.tostring(child, encoding="unicode") for child in found)
            return ((found.text or "") + inner).strip()
    return ""


def _link(entry: etree._Element) -> str:
    links = entry.findall(f"{_ATOM}link")
    found = next((x for x in links if x.get("rel", "alternate") == "alternate"), None)
    return (found.get("href") or "") if found is not None else ""


def _plain(markup: str) -> str:
    """Return the words of a piece of HTML, its blocks as paragraphs."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return markup.strip()
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS:
            parts.append("\n")
        if event == "start" and tag not in ("script", "style", ""):
            parts.append(node.text or "")
        elif event == "end" and node is not root:
            parts.append(node.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _date(written: str) -> str:
    """Return a date as ISO 8601; RSS has the dates of mail."""
    if not written or written[:4].isdigit():
        return written
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, IndexError, TypeError):
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
