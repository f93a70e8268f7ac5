"""Arranges the blocks of a page: which is title, standfirst, byline, stamp, caption, heading, body, and which furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.page import captions
from onrecord.page.blocks import Block, Draft, Piece
from onrecord.page.bylines import is_name, read_byline
from onrecord.page.datelines import read_dateline
from onrecord.page.lines import ends_plainly, sort_line
from onrecord.page.stamps import Stamp, is_place, read_stamp
from onrecord.page.zones import PageCountry
from onrecord.record import Role

_HEAD = 10
"""Blocks from the title within which byline and stamps are looked for: a title, key points, byline, stamps and a caption."""
_TITLE_WORDS = 40
_HEADING_WORDS = 14
_TAIL_WORDS = 25
_CAPTION_WORDS = 90
_CAPTION_LETTERS = 20
"""Letters of the shortest line whose repetition is a mistake of the page; "ADVERTISEMENT" may stand twice."""


@dataclass(slots=True)
class _Line:
    """A block with what its own words say of it."""

    block: Block
    kind: str
    stamp: Stamp | None = None
    byline: tuple[list[str], str | None] | None = None
    credit: str | None = None


def arrange(blocks: Sequence[Block], country: PageCountry, *, furniture_known: bool = False) -> Draft:
    """Return the draft of an article from its blocks in page order.

    `furniture_known` says that markup has set furniture apart already, so that no short line is furniture for its place.
    """
    lines = [_look(block, country) for block in _told_once(blocks)]
    _follow_links(lines)
    _cut_after_end(lines)
    if not any(line.kind == "prose" for line in lines):
        for line in lines:  # a note of a few words: what ends like a sentence is one
            if line.kind == "short" and line.block.text.endswith((".", "!", "?")):
                line.kind = "prose"
    draft = Draft()
    title = _title_at(lines)
    body = _body_at(lines, 0 if title is None else title + 1)
    _keep_dates_of_a_chronicle(lines, body)
    if not furniture_known:
        _cut_tail(lines, body)
    for i, line in enumerate(lines):
        if i == title:
            draft.title = line.block.text
            draft.pieces.append(Piece("title", line.block.text))
        elif line.kind == "furniture":
            draft.furniture.append(line.block.text)
        elif line.kind == "stamp" and line.stamp:
            _note_stamp(draft, line, shown=i < body)
        elif line.kind == "byline":
            names, place = line.byline or ([line.block.text], None)
            draft.byline.extend(n for n in names if n not in draft.byline)
            draft.place = draft.place or place
        elif line.kind == "caption":
            draft.pieces.append(Piece("caption", line.block.text, line.block.credit or line.credit))
        elif i < body:
            _note_header(draft, lines, i, after_title=title is not None)
        else:
            draft.pieces.append(Piece(_body_role(lines, i, furniture_known), line.block.text))
    return draft


def _told_once(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the second printing of a caption, on one line, on the next or further down.

    Only captions, and lines near the top printed twice running, are meant: an answer that a transcript gives twice stays.
    """
    kept: list[Block] = []
    seen: set[str] = set()
    last = ""
    for block in blocks:
        text = captions.once(block.text)
        same = captions.key(text)
        shows = block.hint == "caption" or (block.hint is None and captions.split_credit(text)[1] is not None)
        if len(same) > _CAPTION_LETTERS and block.hint not in ("title", "furniture"):
            if (same == last and (shows or len(kept) <= _HEAD)) or (shows and same in seen):
                continue
            if shows:
                seen.add(same)
        last = same if block.hint != "furniture" else last
        kept.append(block if text == block.text else Block(text, block.hint or "caption", block.credit))
    return kept


def _look(block: Block, country: PageCountry) -> _Line:
    text = block.text
    if block.hint in ("title", "standfirst"):
        return _Line(block, block.hint)
    if block.hint == "furniture":
        return _Line(block, "furniture")
    stamp = read_stamp(text, country)
    if stamp and (block.hint not in ("body", "caption") or stamp.labelled):
        return _Line(block, "stamp", stamp=stamp)
    if block.hint == "stamp":
        return _Line(block, "furniture")
    if block.hint == "caption" and sort_line(text) != "furniture":
        return _Line(block, "caption", credit=captions.split_credit(text)[1])
    kind = sort_line(text)
    byline = read_byline(text) if kind != "prose" or block.hint == "byline" else None
    if byline or block.hint == "byline":
        return _Line(block, "byline", byline=byline or ([text], None))
    if kind in ("prose", "short") and block.hint is None and len(text.split()) <= _CAPTION_WORDS:
        credit = captions.split_credit(text)[1]
        if credit and not read_dateline(text):
            return _Line(block, "caption", credit=credit)
    if block.hint == "heading" and kind in ("prose", "short"):
        return _Line(block, "heading")
    if kind == "short" and read_dateline(text):
        kind = "prose"
    return _Line(block, kind)


def _follow_links(lines: list[_Line]) -> None:
    """Make furniture of a list's opening and of the short lines that follow it."""
    open_list = False
    for line in lines:
        if line.kind == "links":
            line.kind, open_list = "furniture", True
        elif open_list and line.kind in ("short", "stamp", "furniture", "heading"):
            line.kind = "furniture"
        else:
            open_list = False


def _cut_after_end(lines: list[_Line]) -> None:
    """Make furniture of an end mark and of all that follows it; a mark before any prose ends nothing."""
    prose = ended = False
    for line in lines:
        if line.kind == "end":
            ended = ended or prose
            line.kind = "furniture"
        elif ended and line.kind not in ("caption", "stamp"):
            line.kind = "furniture"
        prose = prose or line.kind == "prose"


def _title_at(lines: list[_Line]) -> int | None:
    for i, line in enumerate(lines):
        if line.kind == "title":
            return i
    for i, line in enumerate(lines[:_HEAD]):
        if line.kind in ("short", "heading"):
            return i if len(line.block.text.split()) <= _TITLE_WORDS else None
        if line.kind == "prose":
            text = line.block.text
            following = lines[i + 1].kind if i + 1 < len(lines) else ""
            if read_dateline(text) or len(text.split()) > _TITLE_WORDS or text.endswith(":"):
                return None
            if not ends_plainly(text) and len(lines) > 1 and len(text.split()) <= 30 and following:
                return i
            return i if following in ("stamp", "byline") and len(text.split()) <= 25 else None
    return None


def _body_at(lines: list[_Line], start: int) -> int:
    """Return where the body begins: at the first prose, or after the last stamp or byline that stands near the top."""
    begin = next((i for i in range(start, len(lines)) if lines[i].kind == "prose"), None)
    if begin is None:
        begin = next((i for i in range(start, len(lines)) if lines[i].block.hint == "body"), len(lines))
    prose = 0
    for i in range(start, min(len(lines), start + _HEAD)):
        line = lines[i]
        if line.kind == "prose":
            prose += 1
            if prose > 2 or read_dateline(line.block.text):
                break
        elif line.kind in ("stamp", "byline") and i > begin:
            begin = next((k for k in range(i, len(lines)) if lines[k].kind == "prose"), len(lines))
    return begin


def _keep_dates_of_a_chronicle(lines: list[_Line], body: int) -> None:
    """Make headings of bare dates between paragraphs of the body: a chronicle's, not the page's."""
    last = max((i for i, line in enumerate(lines) if line.kind == "prose"), default=-1)
    for line in lines[body : last + 1]:
        if line.kind == "stamp" and line.stamp and not line.stamp.labelled:
            line.kind = "heading"


def _cut_tail(lines: list[_Line], body: int) -> None:
    """Make furniture of the short lines that follow the last sentence of the body."""
    last = max((i for i, line in enumerate(lines) if line.kind == "prose"), default=-1)
    if last < body:
        return
    # A list that the last sentence opens with a colon belongs to it.
    if lines[last].block.text.rstrip().endswith(":"):
        return
    for line in lines[last + 1 :]:
        if line.kind in ("short", "heading") and len(line.block.text.split()) <= _TAIL_WORDS:
            line.kind = "furniture"


def _note_stamp(draft: Draft, line: _Line, *, shown: bool) -> None:
    stamp = line.stamp
    assert stamp is not None
    for moment in stamp.moments:
        if moment.label == "modified":
            draft.modified = draft.modified or moment.iso
        else:
            draft.published = draft.published or moment.iso
    draft.unclear.extend(stamp.unclear)
    draft.publisher = draft.publisher or stamp.source
    if stamp.byline and (byline := read_byline(stamp.byline)):
        draft.byline.extend(n for n in byline[0] if n not in draft.byline)
    if stamp.place and shown:
        draft.place = draft.place or stamp.place
        draft.pieces.append(Piece("dateline", line.block.text))
    else:
        draft.furniture.append(line.block.text)


def _note_header(draft: Draft, lines: list[_Line], i: int, *, after_title: bool) -> None:
    """Place a line that stands between title and body."""
    line = lines[i]
    text = line.block.text
    beside_stamp = any(0 <= k < len(lines) and lines[k].kind == "stamp" for k in (i - 1, i + 1))
    if line.kind == "standfirst":
        draft.pieces.append(Piece("standfirst", text))
    elif line.kind == "heading":
        draft.pieces.append(Piece("heading", text))
    elif line.kind == "short" and len(text.split()) <= 6 and line.block.hint != "body":
        if beside_stamp and is_place(text) and not (is_name(text) and not draft.byline and "," not in text):
            draft.place = draft.place or text
            draft.pieces.append(Piece("dateline", text))
        elif is_name(text) and not draft.byline:
            draft.byline.append(text)
        elif is_place(text) or len(text.split()) <= 4:
            draft.furniture.append(text)
        else:
            draft.pieces.append(Piece("standfirst", text))
    elif after_title and not any(p.role == "body" for p in draft.pieces):
        draft.pieces.append(Piece("standfirst", text))
    else:
        draft.pieces.append(Piece("body", text))


def _body_role(lines: list[_Line], i: int, furniture_known: bool) -> Role:
    line = lines[i]
    if line.kind == "heading":
        return "heading"
    text = line.block.text
    following = next((k for k in range(i + 1, len(lines)) if lines[k].kind not in ("furniture", "caption")), None)
    if (
        line.kind == "short"
        and not furniture_known
        and len(text.split()) <= _HEADING_WORDS
        and text[:1].isupper()
        and not text.endswith((",", ";", ":"))
        and following is not None
        and lines[following].kind == "prose"
    ):
        return "heading"
    return "body"
