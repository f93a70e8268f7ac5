"""Walks a tree of HTML into blocks: what each holds, where it hangs, and what its markup says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from lxml import etree, html

from onrecord.page.vocabulary import words

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "noscript",
        "select",
        "textarea",
        "option",
        "datalist",
        "head",
        "input",
        "map",
        "area",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "nobr",
        "output",
        "progress",
        "q",
        "ruby",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "form", "button", "dialog", "menu"])
_FURNITURE_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "complementary",
        "contentinfo",
        "dialog",
        "alertdialog",
        "search",
        "menu",
        "toolbar",
        "tablist",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MODIFIER = re.compile(r"(?<!\S)(?:has|no|not|with|without|is|js|hide|show)[-_]\S*")
"""Names that say what an element has beside it, or does, not what it is: `has-social-tools`."""
_BREAK = "\x1e"
"""Stands for a <br> between parts of a block; control characters of the page itself are gone by then."""
_MOST_NAMES = 400
"""Characters of class and id that are looked at; pages built by tools carry thousands."""

Element: TypeAlias = html.HtmlElement


@dataclass(slots=True)
class Place:
    """An element that holds blocks, with what its names say and how much running text it holds."""

    tag: str
    parent: Place | None
    number: int
    kinds: frozenset[str] = frozenset()
    furniture: bool = False
    letters: int = 0  # of the paragraphs within, furniture or not


@dataclass(slots=True)
class TreeBlock:
    """A block of the page in document order."""

    text: str
    tag: str
    place: Place
    linked: int  # characters of it that are links
    time: str | None = None  # the `datetime` of a <time> within
    credit: str | None = None
    _holders: tuple[Place, ...] | None = field(default=None, repr=False)

    def holders(self) -> tuple[Place, ...]:
        """Return the elements around the block, the innermost first."""
        if self._holders is None:
            found, place = [], self.place
            while place is not None:
                found.append(place)
                place = place.parent  # type: ignore[assignment]
            self._holders = tuple(found)
        return self._holders

    def within(self, kind: str) -> bool:
        """Return whether an element around the block is of a kind: `caption`, `byline` ..."""
        return any(kind in p.kinds for p in self.holders())


@dataclass(slots=True)
class _Open:
    """A block that is being read."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    time: str | None = None
    credit: list[str] = field(default_factory=list)


def parse_tree(text: str) -> Element | None:
    """Return the tree of a page, or None when nothing of it can be parsed.

    Entities that a page defines itself are not expanded: an HTML parser knows no such definitions.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root, html.HtmlElement) else None


def walk(root: Element) -> list[TreeBlock]:
    """Return the blocks of a tree in document order, without a recursion that a deep page could exhaust."""
    blocks: list[TreeBlock] = []
    top = Place("html", None, 0)
    places = [top]
    count = 0
    current = _Open()
    links = skipping = 0
    crediting = [False]
    inline: list[bool] = []

    def flush() -> None:
        nonlocal current
        place = places[-1]
        raw = "".join(current.parts)
        for piece in _pieces(raw):
            blocks.append(TreeBlock(
                piece, place.tag, place, min(current.linked, len(piece)), current.time,
                " ".join(" ".join(current.credit).split()) or None,
            ))  # fmt: skip
            if place.tag in ("p", "blockquote", "div", "section", "article", "td", "li", "span", "pre", "dd"):
                weight = max(0, len(piece) - min(current.linked, len(piece)))
                holder: Place | None = place
                while holder is not None and weight:
                    holder.letters += weight
                    holder = holder.parent
        current = _Open()

    def add(text: str | None) -> None:
        if not text:
            return
        current.parts.append(text)
        size = len(text.strip())
        if links:
            current.linked += size
        if crediting[-1]:
            current.credit.append(text)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if event == "start":
            if skipping or tag in _SKIPPED or _is_hidden(element):
                skipping += 1
                continue
            kinds = kinds_of(element)
            inline.append(tag in _INLINE and "caption" not in kinds)
            if tag == "br":
                current.parts.append(_BREAK)
            elif inline[-1]:
                # Neighbours without a space between them are set apart by their style: "<a>News</a><a>World</a>".
                if (element.text or "")[:1].isupper() and current.parts and current.parts[-1][-1:].islower():
                    current.parts.append(" ")
                links += tag == "a"
                crediting.append(crediting[-1] or "credit" in kinds)
                if crediting[-1] and not crediting[-2]:
                    current.parts.append(" ")
                if tag == "time" and current.time is None:
                    current.time = element.get("datetime")
            else:
                flush()
                count += 1
                places.append(_place(element, tag, kinds, places[-1], count))
                crediting.append(crediting[-1] or "credit" in places[-1].kinds)
            add(element.text)
        else:
            if skipping:
                skipping -= 1
            elif inline.pop():
                links -= tag == "a"
                crediting.pop()
            elif tag != "br":
                flush()
                places.pop()
                crediting.pop()
            if not skipping and element is not root:
                add(element.tail)
    flush()
    return blocks


@cache
def _kinds_by_word() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind in ("furniture", "caption", "credit", "standfirst", "byline", "stamp"):
        for phrase in words("containers", kind):
            parts = tuple(phrase.split())
            by_first.setdefault(parts[0], []).append((parts, kind))
    return {word: tuple(found) for word, found in by_first.items()}


@cache
def _kinds_of_names(names: str) -> frozenset[str]:
    found = [w.lower() for w in _SPLIT.split(names) if w]
    kinds: set[str] = set()
    for i, word in enumerate(found):
        for parts, kind in _kinds_by_word().get(word, ()):
            if tuple(found[i : i + len(parts)]) == parts:
                kinds.add(kind)
    return frozenset(kinds)


def kinds_of(element: Element) -> frozenset[str]:
    """Return what an element's class and id say it holds."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_MOST_NAMES]
    names = _MODIFIER.sub(" ", names)
    kinds = _kinds_of_names(names) if names.strip() else frozenset()
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        kinds |= {"byline"}
    return kinds


def _place(element: Element, tag: str, kinds: frozenset[str], parent: Place, number: int) -> Place:
    role = (element.get("role") or "").lower()
    furniture = tag in _FURNITURE_TAGS or role in _FURNITURE_ROLES or "furniture" in kinds
    if tag == "figcaption":
        kinds |= {"caption"}
    return Place(tag, parent, number, kinds, furniture)


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and element.tag in ("svg", "i"))
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _pieces(raw: str) -> list[str]:
    """Return a block's text at its line breaks (<br>), joined again where a line only runs on."""
    if not raw or raw.isspace():
        return []
    found: list[str] = []
    for line in raw.split(_BREAK):
        text = " ".join(line.split())
        if text and found and text[0].islower() and not found[-1].endswith((".", "!", "?", ":", ";")):
            found[-1] += " " + text
        elif text:
            found.append(text)
    return found
