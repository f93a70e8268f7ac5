"""Reads what a page of HTML states about itself: meta tags, JSON-LD, canonical address, title tag."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.page.characters import spaced, tidy
from onrecord.page.tree import Element
from onrecord.page.vocabulary import table

_ARTICLES = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "report"}
    | {"backgroundnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "blogposting", "liveblogposting"}
    | {"socialmediaposting", "governmentservice", "specialannouncement", "webpage", "itempage", "aboutpage"}
)
_LONGEST_DATA = 2_000_000
_DEEPEST = 12


@dataclass(slots=True)
class Metadata:
    """A page's own statements, each list in order of trust; nothing in it has been checked against the text."""

    titles: list[str] = field(default_factory=list)
    title_tag: str | None = None
    descriptions: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    url: str | None = None
    language_tag: str | None = None


def read_metadata(root: Element) -> Metadata:
    """Return what the head of a page, its JSON-LD and its microdata state; JSON-LD of an article is trusted most."""
    found = Metadata(language_tag=root.get("lang") or root.get("xml:lang"))
    for thing in sorted(_things(root), key=lambda t: "webpage" in _types(t) or "itempage" in _types(t)):
        _note_thing(found, thing)
    stated = _stated(root)
    for name, attribute, value in (row for row in table("metadata")):
        for content in stated.get((attribute, value), ()):
            _note(found, name, content)
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (
            href := (element.get("href") or "").strip()
        ).startswith("http"):
            found.url = href
            break
    tag = root.find(".//head/title")
    tag = root.find(".//title") if tag is None else tag
    if tag is not None:
        found.title_tag = _clean(tag.text_content()) or None
    return found


def _stated(root: Element) -> dict[tuple[str, str], list[str]]:
    stated: dict[tuple[str, str], list[str]] = {}
    for element in root.iter("meta"):
        content = _clean(element.get("content"))
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            value = element.get(attribute)
            if value and content:
                stated.setdefault((attribute, value.strip().lower()), []).append(content)
    return stated


def _note(found: Metadata, name: str, content: str) -> None:
    if name == "url":
        found.url = found.url or (content if content.startswith("http") else None)
    elif name == "author":
        if not content.startswith("http"):
            found.authors.append(content)
    else:
        lists = {"published": found.published, "modified": found.modified, "title": found.titles,
                 "description": found.descriptions, "publisher": found.publishers}  # fmt: skip
        if not (name == "publisher" and content.startswith(("@", "http"))):
            lists[name].append(content)


def _things(root: Element) -> Iterator[dict[str, Any]]:
    """Yield the articles and pages that JSON-LD describes; broken JSON is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text_content() or "").strip().strip(";")
        if not text or len(text) > _LONGEST_DATA:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, 0)


def _articles(node: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth + 1)
    elif isinstance(node, dict):
        if _types(node) & _ARTICLES:
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(node.get(key), (list, dict)):
                yield from _articles(node[key], depth + 1)


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {str(k).lower().rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds]) if k}


def _note_thing(found: Metadata, thing: dict[str, Any]) -> None:
    article = not _types(thing) <= {"webpage", "itempage", "aboutpage"}
    for key, to in (("datePublished", found.published), ("dateModified", found.modified)):
        to.extend(_texts(thing.get(key)))
    if article:
        found.published.extend(_texts(thing.get("dateCreated")) if not found.published else ())
        found.titles.extend(_texts(thing.get("headline")))
        found.descriptions.extend(_texts(thing.get("description")))
        found.authors.extend(_names(thing.get("author")) or _names(thing.get("creator")))
        found.publishers.extend(_names(thing.get("publisher")))


def _texts(value: object) -> list[str]:
    return [text for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and (text := _clean(v))]


def _names(value: object) -> list[str]:
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        names.extend(n for n in _texts(name) if not n.startswith(("http", "@")))
    return names


def _clean(text: str | None) -> str:
    return spaced(tidy(text)) if text else ""
