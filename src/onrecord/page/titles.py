"""Finds a page's title among its headings and its statements, and the house's name that stands behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.page.metadata import Metadata
from onrecord.page.origin import parts_of
from onrecord.page.tree import TreeBlock

_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|::|»|·|•|/)\s+|\s*[|_]\s*")
_WORD = re.compile(r"\w+")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4"])


def find_title(blocks: Sequence[TreeBlock], stated: Metadata) -> tuple[str | None, int | None]:
    """Return the title and the index of the block that shows it, each None when there is none.

    A first-level heading that agrees with what the page states wins; else a block that shows the stated title; else
    the only first-level heading; else the stated title, which no block shows.
    """
    claims = [c for c in (*stated.titles, stated.title_tag or "") if c]
    headings = [i for i, b in enumerate(blocks) if b.tag == "h1"]
    near = [i for i in headings if any(_agree(blocks[i].text, c) >= 0.6 for c in claims)]
    if near:
        # The house's name is in the title tag too; the heading that covers more of what is stated is the title.
        bare = [without_house(c, stated) for c in claims]
        at = max(near, key=lambda i: (max(_covers(blocks[i].text, c) for c in bare), -i))
        return blocks[at].text, at
    stated_title = without_house(claims[0], stated) if claims else None
    if stated_title:
        known = [i for i, b in enumerate(blocks) if len(b.text) < 400 and _shows(b.text, stated_title)]
        shown = [i for i in known if blocks[i].tag in _HEADINGS] or [i for i in known if not _in_furniture(blocks[i])]
        if shown:
            shown.sort(key=lambda i: -len(blocks[i].text))  # the whole title before a part of it
            return blocks[shown[0]].text, shown[0]
        lesser = [i for i, b in enumerate(blocks) if b.tag in ("h2", "h3") and not _in_furniture(b)]
        close = [
            i for i in lesser[:20] if _agree(blocks[i].text, stated_title) >= 0.6 and len(blocks[i].text.split()) >= 4
        ]
        if close:
            return blocks[close[0]].text, close[0]
    in_article = [i for i in headings if any(p.tag in ("article", "main") for p in blocks[i].holders())] or headings
    # A heading that shares no word with the stated title is the site's name, or a section's.
    if in_article and (not claims or max(_agree(blocks[in_article[0]].text, c) for c in claims) >= 0.3):
        return blocks[in_article[0]].text, in_article[0]
    if not claims and not in_article:
        return None, None
    return stated_title, None


def without_house(title: str, stated: Metadata) -> str:
    """Return a stated title without the house's name that pages put behind it, or before it."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    houses = {_key(p) for p in stated.publishers} | _hosts(stated.url)
    while len(parts) > 1 and (_key(parts[-1]) in houses or (title == stated.title_tag and _is_house(parts))):
        cut = title.rindex(parts[-1])
        title = re.sub(r"\s*(?:\||-|–|—|::|»|·|•|/)\s*$", "", title[:cut])
        parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _key(parts[0]) in houses:
        title = title[title.index(parts[1]) :]
    return title


def _hosts(url: str | None) -> set[str]:
    """Return the parts of an address's host that may be a house's name: "politifact" of www.politifact.com."""
    host = parts_of(url).hostname or ""
    return {_key(part) for part in host.split(".")[:-1] if len(part) > 3} - {""}


def house_behind(title: str | None, stated: Metadata) -> str | None:
    """Return the house's name that the title tag shows behind the title, when the page states no publisher."""
    tag = stated.title_tag
    if not title or not tag:
        return None
    for match in reversed(list(_SEPARATOR.finditer(tag))):
        if _key(tag[: match.start()]) == _key(title):
            name = tag[match.end() :].strip()
            return name if 0 < len(name.split()) <= 7 else None
    return None


def _shows(text: str, stated: str) -> bool:
    """Return whether a block shows a stated title, the whole of it or all up to a mark that a house's name follows."""
    if _words(text) == _words(stated):
        return bool(text.strip())
    rest = stated[len(text) :].lstrip()
    return len(text.split()) >= 4 and stated.startswith(text) and rest[:1] in "_|–—-:·•"


def _in_furniture(block: TreeBlock) -> bool:
    return any(p.furniture for p in block.holders())


def _is_house(parts: list[str]) -> bool:
    return len(parts[-1].split()) <= 5 and len(" ".join(parts[:-1]).split()) >= 3


def _agree(a: str, b: str) -> float:
    """Return the share of the shorter text's words that the longer has too, scaled down for very short ones."""
    wa, wb = set(_words(a)), set(_words(b))
    if not wa or not wb:
        return 0.0
    return (
        len(wa & wb) / min(len(wa), len(wb))
        if min(len(wa), len(wb)) >= 3 or wa == wb
        else 0.5 * len(wa & wb) / min(len(wa), len(wb))
    )


def _covers(a: str, b: str) -> float:
    wa, wb = set(_words(a)), set(_words(b))
    return 2 * len(wa & wb) / (len(wa) + len(wb))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _key(text: str) -> str:
    return "".join(_words(text))
