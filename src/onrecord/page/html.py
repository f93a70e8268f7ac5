"""Reads a page of HTML: its blocks, which of them are article, and what the page states about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.errors import NoArticleError
from onrecord.page.arrange import arrange
from onrecord.page.blocks import Block, Draft, Hint
from onrecord.page.bodytext import find_body
from onrecord.page.bylines import is_name, read_byline, split_names
from onrecord.page.captions import bare_credit, split_credit
from onrecord.page.lines import is_sentence, sort_line
from onrecord.page.metadata import Metadata, read_metadata
from onrecord.page.origin import country_of
from onrecord.page.region import Region, find_region, middle
from onrecord.page.stamps import read_moment, read_stamp
from onrecord.page.titles import find_title, house_behind
from onrecord.page.tree import TreeBlock, parse_tree, walk
from onrecord.page.zones import PageCountry

_MOST_FURNITURE = 400
"""Lines of furniture that are listed; a portal's front matter holds thousands of links."""


def read_html(text: str, url: str | None) -> Draft:
    """Return the draft of a page of HTML.

    1. The tree becomes blocks, in document order.
    2. The page's statements are read (meta tags, JSON-LD).
    3. trafilatura says which words are article; blocks beside them that it missed are taken back.
    4. Blocks are given what markup says of them and arranged as those of a plain page are.
    5. Stated dates, names and addresses go before those that lines show.

    Raises:
        NoArticleError: when no tree can be made of it.
    """
    root = parse_tree(text)
    if root is None:
        raise NoArticleError("the page was read and no article was found on it: its HTML holds nothing")
    blocks = walk(root)  # 1
    stated = read_metadata(root)  # 2
    url = stated.url = url or stated.url
    told = find_body(root, url)
    # A title below the middle of the text is a link to the page from its own foot.
    title, title_at = find_title(blocks[: middle(blocks, told)], stated)
    region = find_region(blocks, title_at, told)  # 3
    country = country_of(url, stated.language_tag, " ".join(b.text for b in blocks)[:200_000])
    hinted = [_hint(block, i, title_at, region, stated, country) for i, block in enumerate(blocks)]  # 4
    draft = arrange(hinted, country, furniture_known=True)
    draft.furniture = list(dict.fromkeys(draft.furniture))[:_MOST_FURNITURE]
    draft.title = title
    _state(draft, stated, url, blocks, region, country)  # 5
    return draft


def _hint(
    block: TreeBlock, i: int, title_at: int | None, region: Region, stated: Metadata, country: PageCountry
) -> Block:
    text = block.text
    hint: Hint | None = "furniture"
    if i == title_at:
        hint = "title"
    elif i in region.body:
        hint = "heading" if block.tag in ("h2", "h3", "h4", "h5", "h6") else "body"
        if _shows(block):
            hint = "caption"
        elif i in region.head and block.within("standfirst"):
            hint = "standfirst"
    elif i in region.near:
        hint = _beside(block, i, region, stated, country)
    if (
        hint == "body"
        and block.tag != "p"
        and sort_line(text) == "short"
        and len(text.split()) < 6
        and block.linked * 2 > len(text)
    ):
        hint = "furniture"
    credit = block.credit if hint == "caption" and block.credit and block.credit != text else None
    if hint == "caption" and len(split_credit(text)[0].split()) < 2:
        hint = "furniture"  # a credit without a caption
    return Block(text, hint, bare_credit(credit) if credit else None)


def _shows(block: TreeBlock) -> bool:
    """Return whether a block belongs to a picture."""
    return block.within("caption") or any(p.tag == "figure" for p in block.holders())


def _beside(block: TreeBlock, i: int, region: Region, stated: Metadata, country: PageCountry) -> Hint | None:
    """Return what a block within the article's reach is that is not part of its running text."""
    text = block.text
    if _shows(block):
        return "caption" if block.within("caption") or len(text.split()) > 5 else "furniture"
    if i not in region.head:
        return "furniture"
    if block.within("standfirst") and len(text.split()) >= 4:
        return "standfirst"
    if read_stamp(text, country) or (block.tag == "time" and read_moment(text, country)):
        return None
    if read_byline(text) and sort_line(text) != "prose":
        return None
    if block.within("byline") and len(text.split()) <= 6:
        return "byline" if split_names(text) else "furniture"
    told = _bare(text)
    if len(text.split()) >= 5 and any(told == _bare(d) for d in stated.descriptions):
        return "standfirst"
    if i in region.under_title and len(text.split()) >= 5 and (block.tag in ("h2", "h3", "p") or is_sentence(text)):
        return "standfirst" if sort_line(text) in ("prose", "short") and block.linked * 2 < len(text) else "furniture"
    if i in region.date_lines:
        return None
    return "furniture"


def _state(
    draft: Draft, stated: Metadata, url: str | None, blocks: Sequence[TreeBlock], region: Region, country: PageCountry
) -> None:
    """Put what the page states in place of what its lines show, where it states something readable."""
    draft.url = url
    draft.publisher = next(iter(stated.publishers), None) or house_behind(draft.title, stated) or draft.publisher
    times = [
        b.time
        for i, b in enumerate(blocks)
        if b.time and (i in region.head or i in region.near) and i not in region.body
    ]
    published = [m for value in stated.published if (m := read_moment(value, country))]
    shown = [draft.published] if draft.published else []
    stamped = [m for value in times if (m := read_moment(value, country))]
    draft.published = _best([*published, *(shown or stamped[:1])])
    if published and stamped and draft.published:
        draft.published = _best([draft.published, *stamped])
    modified = [m for value in stated.modified if (m := read_moment(value, country))]
    draft.modified = _best([*modified, *([draft.modified] if draft.modified else [])])
    names = [n for author in stated.authors for n in split_names(author) if n != draft.publisher]
    draft.byline = _who(names, draft.byline, draft.publisher)


def _who(stated: Sequence[str], shown: Sequence[str], publisher: str | None) -> list[str]:
    """Return the byline: the stated names, or the shown ones when they are more; links about an author are no names."""
    tail = re.compile(rf"[\s,|]*{re.escape(publisher)}$", re.IGNORECASE) if publisher else None
    found: list[list[str]] = []
    for names in (stated, shown):
        cut = [tail.sub("", n).strip() or n if tail else n for n in names]
        told = list(dict.fromkeys(n for n in cut if is_name(n) or len(cut) == 1))
        found.append([n for n in told if not any(n != m and m in n for m in told)])
    return found[1] if len(found[1]) > len(found[0]) else found[0]


def _best(moments: Sequence[str]) -> str | None:
    """Return the first of several tellings of one moment, or a later one that says the same more precisely."""
    best = moments[0] if moments else None
    for moment in moments[1:]:
        assert best is not None
        same_day = moment[:10] == best[:10]
        if same_day and (
            (len(best) == 10 and len(moment) > 10)
            or (len(best) == 19 and len(moment) > 19 and moment[:16] == best[:16])
        ):
            best = moment
    return best


def _bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
