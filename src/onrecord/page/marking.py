"""Marks each line of a page with what its own words say, and with what its neighbours make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.page import captions
from onrecord.page.blocks import Block
from onrecord.page.bylines import read_byline
from onrecord.page.datelines import read_dateline
from onrecord.page.lines import sort_line
from onrecord.page.stamps import Stamp, read_stamp
from onrecord.page.vocabulary import plain, words
from onrecord.page.zones import PageCountry

HEAD = 10
"""Lines from the title within which byline and stamps are looked for: title, key points, byline, stamps, a caption."""
_TAIL_WORDS = 25
_CAPTION_WORDS = 90
_CAPTION_LETTERS = 20
"""Letters of the shortest line whose repetition is a mistake of the page; "ADVERTISEMENT" may stand twice."""
_KICKER_WORDS = 3
"""Words of the longest kicker, or of a house's name on a line of its own, above a title of five words or more."""
_DOCUMENT = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|remarks|briefing|readout|transcript|interview|speech|note|letter)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:For (?:the )?[A-Z]|Done (?:in|at) |Signed\b)")
_TELLS = re.compile(r"\b(?:said|told|says|added|according to|announced|stated)\b", re.IGNORECASE)
"""Words of a report: a paragraph with one of them that ends in an agency's name is signed by it, and no caption."""
_NUMBERED_LIST = re.compile(r"list \d+ of \d+$", re.IGNORECASE)

Mark = Literal[
    "title", "standfirst", "heading", "stamp", "byline", "caption", "furniture", "links", "end", "prose", "short"
]


@dataclass(slots=True)
class Line:
    """A block with what its own words say of it."""

    block: Block
    kind: Mark
    stamp: Stamp | None = None
    byline: tuple[list[str], str | None] | None = None
    credit: str | None = None


def mark(blocks: Sequence[Block], country: PageCountry) -> list[Line]:
    """Return the lines of a page marked: captions once, lists of links and what follows an end mark as furniture."""
    lines = _label_next([_look(block, country) for block in _told_once(blocks)], country)
    _see_signed_caption(lines)
    _follow_links(lines)
    _cut_after_end(lines)
    if not any(line.kind == "prose" for line in lines):
        for line in lines:  # a note of a few words: what ends like a sentence is one
            if line.kind == "short" and line.block.text.endswith((".", "!", "?")):
                line.kind = "prose"
    _leave_kickers(lines)
    return lines


def _told_once(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the second printing of a caption, on one line, on the next or further down.

    Only captions, and lines near the top printed twice running, are meant: an answer that a transcript gives twice
    stays.
    """
    kept: list[Block] = []
    seen: set[str] = set()
    last = ""
    for block in blocks:
        if block.hint == "furniture":
            kept.append(block)
            continue
        text = captions.once(captions.without_controls(block.text))
        same = captions.key(text)
        shows = block.hint == "caption" or (
            block.hint is None and captions.split_credit(text, weak=False)[1] is not None
        )
        if len(same) > _CAPTION_LETTERS and block.hint != "title":
            if (same == last and (shows or len(kept) <= HEAD)) or (shows and same in seen):
                continue
            if shows:
                seen.add(same)
        last = same
        if kept and block.hint is None and (credit := _credited_twin(kept[-1].text, text)):
            kept[-1] = Block(kept[-1].text, "caption", credit)
            continue
        kept.append(block if text == block.text else Block(text, block.hint or "caption", block.credit))
    return kept


def _credited_twin(first: str, second: str) -> str | None:
    """Return the credit that stands before a caption whose next printing lacks it: "Agency The hall" and "The hall"."""
    if len(second) <= _CAPTION_LETTERS or len(first) == len(second) or not first.endswith(" " + second):
        return None
    before = first[: -len(second)].strip(" -–—|:")
    return before if before and captions.is_credit(before) else None


def _look(block: Block, country: PageCountry) -> Line:
    text = block.text
    if block.hint in ("title", "standfirst"):
        return Line(block, block.hint)
    if block.hint == "furniture":
        return Line(block, "furniture")
    stamp = read_stamp(text, country)
    if stamp and (block.hint not in ("body", "caption") or stamp.labelled):
        return Line(block, "stamp", stamp=stamp)
    if block.hint == "stamp":
        return Line(block, "furniture")
    if block.hint == "caption" and sort_line(text) != "furniture":
        return Line(block, "caption", credit=captions.split_credit(text)[1])
    kind = sort_line(text)
    byline = read_byline(text) if kind != "prose" or block.hint == "byline" else None
    if byline or block.hint == "byline":
        return Line(block, "byline", byline=byline or ([text], None))
    if kind in ("prose", "short") and block.hint in (None, "body") and len(text.split()) <= _CAPTION_WORDS:
        credit = captions.split_credit(text, weak=False)[1]
        if credit and not read_dateline(text):
            return Line(block, "caption", credit=credit)
    if block.hint == "heading" and kind in ("prose", "short"):
        return Line(block, "heading")
    if kind == "short" and read_dateline(text):
        kind = "prose"
    return Line(block, kind)


def _follow_links(lines: list[Line]) -> None:
    """Make furniture of a list's opening and of the short lines that follow it."""
    open_list = False
    numbered = False
    for line in lines:
        if numbered and line.block.hint is None:
            line.kind = "furniture"
        numbered = bool(_NUMBERED_LIST.match(line.block.text))
        if numbered:
            line.kind = "furniture"
        elif line.kind == "links":
            line.kind, open_list = "furniture", True
        elif open_list and line.kind in ("short", "stamp", "furniture", "heading"):
            line.kind = "furniture"
        else:
            open_list = False


def _cut_after_end(lines: list[Line]) -> None:
    """Make furniture of an end mark and of all that follows it; a mark before any prose ends nothing."""
    prose = ended = False
    for line in lines:
        if line.kind == "end":
            ended = ended or prose
            line.kind = "furniture"
        elif ended and line.kind != "caption" and not (line.kind == "stamp" and line.stamp and line.stamp.labelled):
            line.kind = "furniture"
        prose = prose or line.kind == "prose"


def _see_signed_caption(lines: list[Line]) -> None:
    """Make a caption of a line above the body that an agency's bare name ends; in the body it signs the report."""
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    for i, line in enumerate(lines[:HEAD]):
        if line.kind not in ("prose", "short") or line.block.hint is not None:
            continue
        text = line.block.text
        if len(prose) > 1 and i <= prose[0] and not _TELLS.search(text) and not read_dateline(text):
            credit = captions.split_credit(text)[1]
            if credit and i > 0:
                line.kind, line.credit = "caption", credit
        if line.kind == "prose":
            return


def _label_next(lines: list[Line], country: PageCountry) -> list[Line]:
    """Read a label on a line of its own ("Published", "From:") together with the line below, whose label it is."""
    labels = words("stamps", "published") | words("stamps", "modified")
    fields = words("stamps", "field") | words("stamps", "source")
    for line, below in pairwise(lines):
        text = plain(line.block.text).rstrip(" :")
        if line.kind not in ("short", "furniture") or line.block.hint is not None:
            continue
        if text in labels and below.kind == "stamp":
            line.kind = "furniture"
            below.stamp = read_stamp(f"{text}: {below.block.text}", country) or below.stamp
        elif text in fields and line.block.text.endswith(":") and below.kind == "short":
            line.kind = below.kind = "furniture"
    return lines


def _leave_kickers(lines: list[Line]) -> None:
    """Make furniture of a section's or a house's name above the title, and join a title that a line break cuts.

    "Joint Statement" above a longer line is a document's title, no kicker.
    """
    head = [line for line in lines[:HEAD] if line.kind in ("short", "prose", "stamp", "byline")]
    if len(head) < 2 or any(line.block.hint == "title" for line in lines):
        return
    first, second = head[0], head[1]
    if first.kind != "short" or second.kind not in ("short", "prose"):
        return
    if _leave_letterhead(head):
        return
    few, more = first.block.text.split(), second.block.text.split()
    if more[0][0].islower() and second.kind == "short" and first.block.hint is None:
        joined = first.block.text
        for line in head[1:]:
            if line.kind != "short" or not line.block.text[0].islower():
                break
            joined += " " + line.block.text
            lines.remove(line)
        first.block = Block(joined)
    elif (
        len(few) <= _KICKER_WORDS
        and len(more) >= _KICKER_WORDS + 2
        and second.kind == "short"
        and not _DOCUMENT.search(first.block.text)
        and not first.block.text.endswith(("?", "!"))
    ):
        first.kind = "furniture"


def _leave_letterhead(head: list[Line]) -> bool:
    """Make furniture of lines in capitals that name an office above a title in ordinary letters; say whether."""
    capitals = 0
    while capitals < len(head) and head[capitals].kind == "short" and head[capitals].block.text.isupper():
        capitals += 1
    offices = words("stamps", "place-not")
    named = any(w.lower() in offices for line in head[:capitals] for w in line.block.text.split())
    above = 0 < capitals < len(head) and named and head[capitals].kind == "short"
    for line in head[:capitals] if above else ():
        line.kind = "furniture"
    return above


def keep_dates_of_a_chronicle(lines: list[Line], body: int) -> None:
    """Make headings of bare dates between paragraphs of the body: a chronicle's, not the page's."""
    last = max((i for i, line in enumerate(lines) if line.kind == "prose"), default=-1)
    for line in lines[body : last + 1]:
        if line.kind == "stamp" and line.stamp and not line.stamp.labelled:
            line.kind = "heading"


def cut_tail(lines: list[Line], body: int) -> None:
    """Make furniture of the short lines that follow the last sentence of the body; who signed a document stays."""
    last = max((i for i, line in enumerate(lines) if line.kind == "prose"), default=-1)
    if last < body:
        return
    # A list that the last sentence opens with a colon belongs to it.
    if lines[last].block.text.rstrip().endswith(":"):
        return
    signed = False
    for line in lines[last + 1 :]:
        text = line.block.text
        signed = line.kind != "furniture" and (signed or bool(_SIGNED.match(text)))
        # A few words that end as a sentence does are the last answer of a transcript, or a short last sentence.
        ended = text.endswith((".", "?", "!", '"', "”", "’"))
        if line.kind in ("short", "heading") and len(text.split()) <= _TAIL_WORDS and not signed and not ended:
            line.kind = "furniture"
