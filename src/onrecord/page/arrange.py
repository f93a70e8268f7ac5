"""Arranges the blocks of a page: title, standfirst, byline, stamps, captions, headings, body, and furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.page.blocks import Block, Draft, Piece
from onrecord.page.bylines import is_name, read_byline
from onrecord.page.datelines import read_dateline
from onrecord.page.lines import ends_plainly
from onrecord.page.marking import HEAD, Line, cut_tail, keep_dates_of_a_chronicle, mark
from onrecord.page.stamps import is_place
from onrecord.page.vocabulary import words
from onrecord.page.zones import PageCountry
from onrecord.record import Role

_TITLE_WORDS = 40
_HEADING_WORDS = 14
_FROM = re.compile(r"\s+in\s+")


def arrange(blocks: Sequence[Block], country: PageCountry, *, furniture_known: bool = False) -> Draft:
    """Return the draft of an article from its blocks in page order.

    `furniture_known` says that markup has set furniture apart already: no short line is furniture for its place.
    """
    lines = mark(blocks, country)
    draft = Draft()
    title = _title_at(lines)
    body = _body_at(lines, 0 if title is None else title + 1)
    keep_dates_of_a_chronicle(lines, body)
    if not furniture_known:
        cut_tail(lines, body)
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


def _title_at(lines: list[Line]) -> int | None:
    for i, line in enumerate(lines):
        if line.kind == "title":
            return i
    for i, line in enumerate(lines[:HEAD]):
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


def _body_at(lines: list[Line], start: int) -> int:
    """Return where the body begins: at the first prose, or after the last stamp or byline that stands near the top."""
    begin = next((i for i in range(start, len(lines)) if lines[i].kind == "prose"), None)
    if begin is None:
        begin = next((i for i in range(start, len(lines)) if lines[i].block.hint == "body"), len(lines))
    prose = 0
    for i in range(start, min(len(lines), start + HEAD)):
        line = lines[i]
        if line.kind == "prose":
            prose += 1
            if prose > 2 or read_dateline(line.block.text):
                break
        elif line.kind in ("stamp", "byline") and i > begin:
            # With no prose below it, it stands at the foot of a short report.
            begin = next((k for k in range(i, len(lines)) if lines[k].kind == "prose"), begin)
    return begin


def _note_stamp(draft: Draft, line: Line, *, shown: bool) -> None:
    stamp = line.stamp
    assert stamp is not None
    for moment in stamp.moments:
        if moment.label == "modified":
            draft.modified = draft.modified or moment.iso
        else:
            draft.published = draft.published or moment.iso
    draft.unclear.extend(stamp.unclear)
    draft.publisher = draft.publisher or stamp.source
    if stamp.byline:
        names = (read_byline(stamp.byline) or ([stamp.byline], None))[0]
        draft.byline.extend(n for n in names if n not in draft.byline)
    if stamp.place and shown:
        draft.place = draft.place or stamp.place
        draft.pieces.append(Piece("dateline", line.block.text))
    else:
        draft.furniture.append(line.block.text)


def _note_header(draft: Draft, lines: list[Line], i: int, *, after_title: bool) -> None:
    """Place a line that stands between title and body."""
    line = lines[i]
    text = line.block.text
    beside_stamp = any(0 <= k < len(lines) and lines[k].kind == "stamp" for k in (i - 1, i + 1))
    if line.kind == "standfirst":
        draft.pieces.append(Piece("standfirst", text))
    elif line.kind == "heading":
        draft.pieces.append(Piece("heading", text))
    elif line.kind == "short" and line.block.hint is None and _is_bureau(text):
        draft.furniture.append(text)
    elif (
        line.kind == "short"
        and len(parts := _FROM.split(text)) == 2
        and is_name(parts[0])
        and is_place(parts[1])
        and not draft.byline
    ):
        draft.byline.append(parts[0])
        draft.place = draft.place or parts[1]
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


def _is_bureau(text: str) -> bool:
    """Return whether a line is an office's name: capitalised throughout, one of its words a bureau's or a section's."""
    found = [w.strip(",&.-") for w in text.split()]
    small = {"of", "the", "and", "for", "in", "to", ""}
    return (
        len(found) <= 9
        and all(w[:1].isupper() or w in small for w in found)
        and any(w.lower() in words("stamps", "place-not") for w in found)
    )


def _body_role(lines: list[Line], i: int, furniture_known: bool) -> Role:
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
        and ": " not in text[:40]  # a speaker's label
        and following is not None
        and lines[following].kind == "prose"
    ):
        return "heading"
    return "body"
