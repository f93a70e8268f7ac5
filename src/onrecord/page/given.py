"""Reads text that is given as an article already (JSON lines): the text stays as it is, to the character."""

from __future__ import annotations

import hashlib
import re

from onrecord.errors import BadLineError
from onrecord.page.breaks import paragraphs
from onrecord.page.datelines import filed_on, read_dateline
from onrecord.page.english import refuse_foreign
from onrecord.page.lines import is_sentence
from onrecord.page.origin import country_of, date_in
from onrecord.page.stamps import Stamp, read_moment, read_stamp
from onrecord.page.zones import PageCountry
from onrecord.record import Article, Dateline, Paragraph, Role

_HEAD = 6
"""Paragraphs within which the text's own date line is looked for."""
_HEADING_WORDS = 14
_LONGEST = 20_000
"""Characters of the longest paragraph; longer ones are parted at a sentence's end, as in pages read otherwise."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALNUM = re.compile(r"\w+")


def read_given(text: str, *, published: str | None = None, url: str | None = None, title: str | None = None) -> Article:
    """Return an article whose `text` is the given text, unchanged.

    A blank line parts paragraphs, and so does a single line break unless the text is wrapped prose. The first paragraph
    is the title when it says the same as `title`, or, without one, when it is a short line that ends without a full
    stop. `published` is the given date as ISO 8601; without one, or with one that is no date, the text's own date
    line or its address's day is taken, and None when there is neither.

    Raises:
        BadLineError: for a text with half a surrogate pair, which no output could carry.
        NotEnglishError: for a text that is plainly in another language.
    """
    if _SURROGATE.search(text):
        raise BadLineError("the text holds half of a surrogate pair: it was cut or escaped wrongly")
    refuse_foreign(text)
    extents = [part for extent in paragraphs(text) for part in _parted(text, *extent)]
    country = country_of(url, None, text[:20_000])
    stamps = {i: found for i, (s, e) in enumerate(extents[:_HEAD]) if (found := read_stamp(text[s:e], country))}
    roles = _roles(text, extents, stamps, title)
    shown = title
    if shown is None and roles and roles[0] == "title":
        shown = " ".join(text[extents[0][0] : extents[0][1]].split())
    when, modified = _dates(published, url, stamps, country)
    return Article(
        title=shown,
        dateline=_dateline(text, extents, roles, stamps, when or modified),
        url=url,
        published=when,
        modified=modified,
        language="en",
        text=text,
        paragraphs=tuple(Paragraph(start=s, end=e, role=r) for (s, e), r in zip(extents, roles, strict=True)),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _roles(text: str, extents: list[tuple[int, int]], stamps: dict[int, Stamp], title: str | None) -> list[Role]:
    roles: list[Role] = []
    for i, (start, end) in enumerate(extents):
        line = text[start:end]
        following = text[slice(*extents[i + 1])] if i + 1 < len(extents) else ""
        if i == 0 and _is_title(line, title, following):
            roles.append("title")
        elif i in stamps or _is_dateline(line, i):
            roles.append("dateline")
        elif i > 0 and _is_heading(line, following):
            roles.append("heading")
        else:
            roles.append("body")
    return roles


def _is_title(line: str, title: str | None, following: str) -> bool:
    if title:
        # A full stop more or less, or another kind of quotation mark, does not make another title.
        return _ALNUM.findall(line.lower()) == _ALNUM.findall(title.lower())
    return (
        bool(following) and len(line) < 200 and not is_sentence(line) and not _is_dateline(line, 0) and _is_line(line)
    )


def _is_line(line: str) -> bool:
    return line[:1].isupper() or line[:1].isdigit() or line[:1] in "\"'“‘"


def _is_dateline(line: str, i: int) -> bool:
    filed = read_dateline(line + " ") if i < _HEAD and len(line) < 80 else None
    return filed is not None and filed.end >= len(line)


def _is_heading(line: str, following: str) -> bool:
    words = line.split()
    return (
        len(words) <= _HEADING_WORDS
        and line[:1].isupper()
        and line[-1:].isalnum()
        and "\n" not in line
        and is_sentence(following)
        and len(following) > len(line)
    )


def _dates(
    published: str | None, url: str | None, stamps: dict[int, Stamp], country: PageCountry
) -> tuple[str | None, str | None]:
    given = read_moment(published, country) if published else None
    told = [moment for stamp in stamps.values() for moment in stamp.moments]
    modified = next((m.iso for m in told if m.label == "modified"), None)
    when = given or next((m.iso for m in told if m.label == "published"), None)
    return when or (None if modified else date_in(url)), modified


def _dateline(
    text: str, extents: list[tuple[int, int]], roles: list[Role], stamps: dict[int, Stamp], when: str | None
) -> Dateline | None:
    for (start, end), role in list(zip(extents, roles, strict=True))[:_HEAD]:
        if role in ("body", "dateline") and (filed := read_dateline(text[start:end] + " ")):
            return Dateline(place=filed.place, date=filed_on(filed, when), agency=filed.agency)
    place = next((s.place for s in stamps.values() if s.place), None)
    return Dateline(place=place, date=when[:10] if when else None) if place else None


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        at = text.rfind(". ", start + _LONGEST // 2, start + _LONGEST) + 1
        at = at or text.rfind(" ", start + 1, start + _LONGEST)
        at = at if at > start else start + _LONGEST
        parts.append((start, at))
        start = at
        while start < end and text[start].isspace():
            start += 1
    parts.append((start, end))
    return [part for part in parts if part[1] > part[0]]
