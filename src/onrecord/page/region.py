"""Finds which blocks of a tree are the article: those trafilatura names, and those beside them that it missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.page.bodytext import BodyText
from onrecord.page.lines import is_sentence, sort_line
from onrecord.page.stamps import read_stamp
from onrecord.page.tree import Place, TreeBlock

_TEXT_TAGS = frozenset(
    ["p", "blockquote", "pre", "div", "section", "article", "td", "main", "dd", "body", "html", "center"]
)
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_MOST_LINKED = 0.6
"""Share of a block's characters within links above which it is a link, not running text."""
_HEAD_REACH = 40
"""Blocks between title and body that may still be its head; beyond, a site's menu lies between them."""


@dataclass(slots=True)
class Region:
    """Indexes of blocks: the article's running text, its head (title to first text), what lies within its reach.

    `under_title` are the blocks that follow the title directly; `date_lines` those that stand beside a stamp.
    """

    body: set[int] = field(default_factory=set)
    head: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    under_title: set[int] = field(default_factory=set)
    date_lines: set[int] = field(default_factory=set)


def find_region(blocks: Sequence[TreeBlock], title_at: int | None, told: BodyText) -> Region:
    """Return where the article lies among the blocks of its page."""
    outside = _furniture(blocks, title_at)
    running = [i for i, b in enumerate(blocks) if i != title_at and i not in outside and _is_running(b)]
    kept = [i for i in running if told.holds(blocks[i].text)]
    if not any(is_sentence(blocks[i].text) for i in kept):
        kept = _densest(blocks, running)
    region = Region()
    if not kept:
        return region
    kept = _one_stretch(kept, title_at)
    first, last = kept[0], kept[-1]
    homes = _homes(blocks, kept)
    region.body = set(kept)
    for i in range(first, last + 1):
        if i not in outside and i != title_at and _belongs(blocks[i], homes):
            region.body.add(i)
    _reach_out(blocks, region, running, homes, title_at)
    _leave_odd_ones(blocks, region)
    for i in sorted(region.body):  # what stands before the first sentence is the title's, not the body's
        if (title_at is not None and title_at > i) or is_sentence(blocks[i].text):
            break
        if len(region.body) > 1:
            region.body.discard(i)
    first, last = min(region.body), max(region.body)
    start = (
        title_at + 1
        if title_at is not None and first - title_at <= _HEAD_REACH and title_at < first
        else max(0, first - 6)
    )
    region.head = {i for i in range(start, first) if i not in outside or _names_itself(blocks[i])}
    after = range(last + 1, min(len(blocks), last + 12))
    region.near = (
        region.head | {i for i in range(first, last + 1) if i not in outside} | {i for i in after if i not in outside}
    )
    if title_at is not None and title_at < first:
        region.under_title = set(_first_after(blocks, title_at, region.head))
    stamps = {i for i in region.head if read_stamp(blocks[i].text)}
    region.date_lines = {
        i for s in stamps for i in (s - 1, s + 1) if i in region.head and blocks[i].place is blocks[s].place
    }
    return region


def middle(blocks: Sequence[TreeBlock], told: BodyText) -> int:
    """Return the index of the block in the middle of what trafilatura names, or how many blocks there are for none."""
    kept = [i for i, b in enumerate(blocks) if is_sentence(b.text) and told.holds(b.text)]
    return kept[len(kept) // 2] + 1 if kept else len(blocks)


def _furniture(blocks: Sequence[TreeBlock], title_at: int | None) -> set[int]:
    """Return the blocks within elements that say they hold furniture, unless they hold most of the page's text."""
    total = max((b.place.letters for b in blocks), default=0)
    for block in blocks:
        total = max(total, block.holders()[-1].letters)
    titled = set() if title_at is None else {p.number for p in blocks[title_at].holders()}
    found: set[int] = set()
    for i, block in enumerate(blocks):
        for place in block.holders():
            says = place.furniture or (place.tag == "header" and place.number not in titled)
            if says and place.letters * 2 < total and not (place.number in titled and place.letters * 8 > total):
                found.add(i)
                break
    return found


def _names_itself(block: TreeBlock) -> bool:
    return block.within("byline") or block.within("stamp") or block.within("standfirst") or block.time is not None


def _is_running(block: TreeBlock) -> bool:
    if block.within("caption") or block.tag in ("figure", "figcaption", "caption"):
        return False
    if block.tag in _HEADINGS or block.tag in ("li", "h1"):
        return True
    return block.tag in _TEXT_TAGS or block.tag not in ("th", "label", "legend")


def _is_linked(block: TreeBlock) -> bool:
    return block.linked > _MOST_LINKED * len(block.text)


def _densest(blocks: Sequence[TreeBlock], running: Sequence[int]) -> list[int]:
    """Return the running text of the element that holds most sentences, for a page trafilatura says nothing of."""
    weight: dict[int, float] = {}
    for i in running:
        if is_sentence(blocks[i].text) and not _is_linked(blocks[i]):
            for share, place in zip((1.0, 0.5, 0.25), blocks[i].holders(), strict=False):
                weight[place.number] = weight.get(place.number, 0.0) + share * len(blocks[i].text)
    if not weight:
        return []
    best = max(weight, key=lambda n: (weight[n], -n))
    within = (i for i in running if any(p.number == best for p in blocks[i].holders()))
    return [i for i in within if is_sentence(blocks[i].text) and not _is_linked(blocks[i])]


def _one_stretch(kept: Sequence[int], title_at: int | None) -> list[int]:
    """Return the kept blocks without those that stand before the title."""
    if title_at is None or kept[-1] < title_at:
        return list(kept)
    return [i for i in kept if i > title_at]


def _homes(blocks: Sequence[TreeBlock], kept: Sequence[int]) -> set[int]:
    """Return the elements whose own blocks are running text: parents of kept sentences."""
    return {
        blocks[i].holders()[1].number if len(blocks[i].holders()) > 1 else 0
        for i in kept
        if blocks[i].tag in _TEXT_TAGS
    } | {blocks[i].place.number for i in kept}


def _parent(block: TreeBlock) -> int:
    holders: tuple[Place, ...] = block.holders()
    return holders[1].number if len(holders) > 1 else 0


def _belongs(block: TreeBlock, homes: set[int]) -> bool:
    """Return whether a block between kept ones is of their kind: a paragraph or heading beside them."""
    if block.within("caption") or any(p.tag == "figure" for p in block.holders()):
        return False
    if _is_linked(block) or sort_line(block.text) in ("furniture", "links", "end"):
        return False
    beside = _parent(block) in homes or block.place.number in homes
    if block.tag in ("p", "blockquote"):
        return beside or (is_sentence(block.text) and len(block.text.split()) > 12)
    if block.tag in _HEADINGS:
        return beside
    return beside and is_sentence(block.text)


def _leave_odd_ones(blocks: Sequence[TreeBlock], region: Region) -> None:
    """Take out of the body what is set apart in it: pull quotes that repeat its words, names of players and boxes."""
    by_text: dict[str, list[int]] = {}
    count = Counter(_parent(blocks[i]) for i in region.body)
    for i in sorted(region.body):
        by_text.setdefault(blocks[i].text, []).append(i)
    for text, told in by_text.items():
        if len(told) > 1 and len(text) > 40:
            most = max(count[_parent(blocks[i])] for i in told)
            region.body.difference_update(i for i in told if count[_parent(blocks[i])] < most)
    sentences = [i for i in region.body if is_sentence(blocks[i].text)]
    in_paragraphs = [i for i in sentences if blocks[i].tag in ("p", "blockquote")]
    if len(in_paragraphs) * 10 >= 8 * len(sentences) > 0:
        odd = (i for i in region.body if blocks[i].tag in ("div", "span", "section", "td", "label"))
        region.body.difference_update([i for i in odd if not is_sentence(blocks[i].text)])


def _reach_out(
    blocks: Sequence[TreeBlock], region: Region, running: Sequence[int], homes: set[int], title_at: int | None
) -> None:
    """Take sentences just before and after the kept ones that stand beside them in the tree."""
    allowed = set(running)
    for step, at in ((-1, min(region.body) - 1), (1, max(region.body) + 1)):
        while 0 <= at < len(blocks) and at != title_at and at in allowed:
            block = blocks[at]
            good = block.tag in ("p", "blockquote") and _parent(block) in homes and is_sentence(block.text)
            if not good or _is_linked(block) or sort_line(block.text) != "prose" or read_stamp(block.text):
                break
            if step < 0 and (block.within("standfirst") or block.within("byline")):
                break
            region.body.add(at)
            at += step


def _first_after(blocks: Sequence[TreeBlock], title_at: int, head: set[int]) -> list[int]:
    """Return the blocks that follow the title up to the first that is no text: at most two."""
    found: list[int] = []
    for i in range(title_at + 1, title_at + 5):
        if i in head and len(blocks[i].text.split()) >= 5 and not _is_linked(blocks[i]):
            found.append(i)
    return found[:2]
