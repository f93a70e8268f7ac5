"""Page stamps: the date and time that a page prints of itself, in any of the usual ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from onrecord.page.vocabulary import plain, table, values, words
from onrecord.page.zones import PageCountry, offset_at

_MOST_WORDS = 24
"""Words of the longest stamp line: a label, two dates with times, a source and an editor."""

_GLUED = re.compile(r"((?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[a-z0-9])(?=(?:Updated|Published|Last)\b)")
"""Where a scraper ran two stamps together: "January 5, 202411:40 AM GMTUpdated 2 hours ago"."""
_AGO = re.compile(r"\b(?:updated\s+)?(?:\d+|an?)\s+(?:min(?:ute)?|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEPARATORS = " \t,;|•·/()[]-–—:."


@dataclass(frozen=True, slots=True)
class Moment:
    """A date on the page as ISO 8601: `2025-10-10`, `2025-03-03T17:42:00Z`, or without offset when none is settled."""

    iso: str
    label: str  # "published" or "modified"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one line says of the page.

    `moments` in order; `unclear` holds the dates that may be read two ways (03/04/2025); `place` is set for a line such
    as "Accra, 14 May 2025", which is shown as part of the article; `byline` is what stands beside the date after "By";
    `source` the house the line names as its publisher; `labelled` says that it names what the date is ("Published:").
    """

    moments: tuple[Moment, ...] = ()
    unclear: tuple[str, ...] = ()
    place: str | None = None
    byline: str | None = None
    source: str | None = None
    labelled: bool = False


def _either(options: frozenset[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(options, key=lambda w: (-len(w), w)))


def _clock_pattern(side: str) -> str:
    """Return the pattern of a time of day with its zone; its groups end in `side`."""
    named = _either(frozenset(row[0] for row in table("timezones") if row[0] == row[0].lower()))
    zone = (
        r"\s*\(?\s*(?P<z{0}>(?:UTC|GMT)\s?[+-−]\d{{1,2}}(?::?\d\d)?|[+-−]\d\d:?\d\d\b|Z\b|"
        + named
        + r"|[A-Z]{{2,4}}\b)\)?"
    ).replace("+-−", "+−-")
    clock = (
        r"(?:(?P<h{0}>[01]?\d|2[0-3])[:.h](?P<m{0}>[0-5]\d)(?:[:.](?P<s{0}0>[0-5]\d)(?:\.\d+)?)?(?!\d)"
        r"(?:\s*(?P<p{0}>[ap]\.?m\b\.?))?"
        r"|(?P<h{0}1>1[0-2]|[1-9])\s*(?P<p{0}1>[ap]\.?m\b\.?)"
        r"|(?P<h{0}2>[01]\d|2[0-3])(?P<m{0}2>[0-5]\d)(?=\s*(?:hrs|hours|h\b|gmt|utc|[A-Z]{{3,4}}\b)))"
        r"(?:\s*(?:hrs|hours|h\b)\.?)?(?:" + zone + ")?"
    )
    return clock.format(side)


@cache
def _later_clock() -> re.Pattern[str]:
    """Return the pattern of a time of day alone, as it stands after "Updated" beside a full stamp."""
    return re.compile(rf"[\s,:|]*(?:at\s+)?{_clock_pattern('a')}", re.IGNORECASE)


@cache
def _when() -> re.Pattern[str]:
    """Return the pattern of a date with the clock that stands before or after it."""
    month = rf"(?P<M{{0}}>{_either(frozenset(values('stamps', 'month')))})\.?"
    weekday = rf"(?:(?:{_either(words('stamps', 'weekday'))})\b\.?,?\s+)?"
    day = r"(?P<D{0}>\d{{1,2}})(?:st|nd|rd|th)?"
    year = r"(?P<Y{0}>(?:19|20)\d\d)"
    gap = r"(?:\s*[-/,.]\s*|\s+)"
    of = r"(?:\s*[-/,.]\s*|\s+(?:of\s+)?)"
    dates = "|".join(
        (
            (day + of + month + gap + year).format(1),
            (month + gap + day + r"(?:\s*,\s*|\s+|-)" + year).format(2),
            rf"{year.format(3)}(?P<s3>[-/.])(?P<M3>\d{{1,2}})(?P=s3)(?P<D3>\d{{1,2}})",
            rf"(?P<A4>\d{{1,2}})(?P<s4>[-/.])(?P<B4>\d{{1,2}})(?P=s4){year.format(4)}",
            r"(?P<Y5>(?:19|20)\d\d)(?P<M5>\d\d)(?P<D5>\d\d)",
            (year + gap + month + gap + day).format(6),
        )
    )
    between = r"[\s,|•·–—T@-]*(?:\bat\b)?[\s,|]*"
    return re.compile(
        rf"(?:(?<![\d:]){_clock_pattern('b')}[\s,|•·–—-]*(?:\bon\b)?\s*)?"
        rf"(?<!\d){weekday}(?:{dates})(?!\d)(?:{between}{_clock_pattern('a')})?",
        re.IGNORECASE,
    )


def read_stamp(line: str, country: PageCountry = PageCountry()) -> Stamp | None:  # noqa: B008 (frozen)
    """Return what a line says of the page when it is a stamp, else None.

    A line is a stamp when, beside its dates, it holds only labels, separators, a named source or field, a place, or a
    byline. A sentence or a heading that names a date is none.
    """
    line = _AGO.sub(" ", _GLUED.sub(lambda m: f"{m[1] or ''} | ", line))
    if not _YEAR.search(line) or len(line.split()) > _MOST_WORDS:
        return None
    found = list(_when().finditer(line))
    if not found:
        return None
    moments: list[Moment] = []
    unclear: list[str] = []
    left: list[str] = []
    at = 0
    label = "published"
    for match in found:
        before = line[at : match.start()]
        said, rest = _label(before)
        label = said or ("published" if at == 0 else label)
        left.append(rest)
        at = match.end()
        day = _day(match, country)
        if day is None:
            return None
        if isinstance(day, str):
            unclear.append(day)
        else:
            moments.append(Moment(_iso(match, day, country), label))
    left.append(_with_later_clock(line[at:], moments, country))
    labelled = _label(line[: found[0].start()])[0] is not None
    place, byline, source, explained = _rest(left, labelled=labelled)
    if not explained:
        return None
    return Stamp(tuple(moments), tuple(unclear), place, byline, source, labelled or source is not None)


def _with_later_clock(rest: str, moments: list[Moment], country: PageCountry) -> str:
    """Add the moment of "Updated 9:05 PM" behind a full stamp, of the same day; return what else stands there.

    A clock before that of the stamp may be of any later day: it dates nothing.
    """
    if not moments or "T" not in moments[-1].iso:
        return rest
    for phrase in sorted(words("stamps", "modified"), key=len, reverse=True):
        head = re.match(rf"[\s,;|•·/()–—-]*{re.escape(phrase)}\b", rest, re.IGNORECASE)
        match = _later_clock().match(rest, head.end()) if head else None
        if match is None:
            continue
        first = datetime.fromisoformat(moments[-1].iso)
        iso = _iso(match, first.date(), country, sides="a")
        again = datetime.fromisoformat(iso)
        if (again.tzinfo is None) == (first.tzinfo is None) and again >= first:
            moments.append(Moment(iso, "modified"))
        return rest[match.end() :]
    return rest


def read_moment(text: str, country: PageCountry = PageCountry()) -> str | None:  # noqa: B008 (frozen)
    """Return a date given by itself (a meta tag, an argument) as ISO 8601; None when it is none or reads two ways."""
    text = text.strip()
    try:
        if len(text) == 10 or (len(text) == 8 and text.isdigit()):
            return date.fromisoformat(text).isoformat()
        if re.fullmatch(r"\d{4}-\d\d", text):
            return None
        if len(text) > 10 and text[:4].isdigit():
            return _written(datetime.fromisoformat(text.replace(" Z", "Z").replace(" UTC", "Z")))
    except ValueError:
        pass
    if len(text) > 100:
        return None
    match = _when().search(text)
    if match is None:
        return None
    day = _day(match, country)
    return _iso(match, day, country) if isinstance(day, date) else None


def is_place(text: str) -> bool:
    """Return whether a short line may name a place: one to five capitalised words, none of them a bureau's."""
    found = text.replace(",", " ").split()
    small = {"of", "the", "and", "de", "la", "el", "am", "al", "da", "do", "del", "des", "e", "y"}
    return (
        0 < len(found) <= 5
        and found[0][0].isupper()
        and all((w[0].isupper() and w.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha())
                or w in small for w in found)
        and not any(w.lower() in words("stamps", "place-not") for w in found)
        and not any(len(w) > 1 and w.isupper() and w.lower() in words("credits", "agency") for w in found)
    )  # fmt: skip


def is_pair_of_names(text: str) -> bool:
    """Return whether a text is two or three capitalised words: a person's name more often than a place's."""
    found = text.split()
    return 2 <= len(found) <= 3 and all(w.isalpha() and w[0].isupper() for w in found)


def _group(match: re.Match[str], *names: str) -> str | None:
    for name in names:
        if match[name] is not None:
            return match[name]
    return None


def _day(match: re.Match[str], country: PageCountry) -> date | str | None:
    """Return the date of a match, its own words when it may be read two ways, or None when there is no such day."""
    year = int(_group(match, "Y1", "Y2", "Y3", "Y4", "Y5", "Y6") or 0)
    if match["A4"] is not None:
        a, b = int(match["A4"]), int(match["B4"])
        # With full stops the day stands first wherever they are used.
        orders = (
            {(a, b)}
            if country.day_first or match["s4"] == "."
            else {(b, a)}
            if country.day_first is False
            else {(a, b), (b, a)}
        )
        days = {d for day, month in orders if (d := _date(year, month, day))}
        if not days:
            days = {d for day, month in ((a, b), (b, a)) if (d := _date(year, month, day))}
        if len(days) == 2:
            return f"{match['A4']}{match['s4']}{match['B4']}{match['s4']}{year}"
        return days.pop() if days else None
    month = _group(match, "M1", "M2", "M3", "M5", "M6") or ""
    number = int(month) if month.isdigit() else int(values("stamps", "month")[month.lower()])
    return _date(year, number, int(_group(match, "D1", "D2", "D3", "D5", "D6") or 0))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str], day: date, country: PageCountry, *, sides: str = "ab") -> str:
    side = "a" if sides == "a" or _group(match, "ha", "ha1", "ha2") else "b"
    hour = _group(match, f"h{side}", f"h{side}1", f"h{side}2")
    if hour is None:
        return day.isoformat()
    number = int(hour)
    half = (_group(match, f"p{side}", f"p{side}1") or "").lower()[:1]
    if half and number <= 12:
        number = number % 12 + (12 if half == "p" else 0)
    moment = datetime(
        day.year, day.month, day.day, number,
        int(_group(match, f"m{side}", f"m{side}2") or 0), int(match[f"s{side}0"] or 0),
    )  # fmt: skip
    zone = match[f"z{side}"]
    offset = offset_at(zone, moment, country) if zone else None
    return _written(moment if offset is None else moment.replace(tzinfo=offset))


def _written(moment: datetime) -> str:
    text = moment.replace(microsecond=0).isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def _label(before: str) -> tuple[str | None, str]:
    """Return which date the words before it announce, if any, and what else stands there."""
    text = plain(before).rstrip(_SEPARATORS)
    for kind in ("published", "modified"):
        for phrase in sorted(words("stamps", kind), key=len, reverse=True):
            for tail in (phrase, f"{phrase} on", f"{phrase} at"):
                if text == tail or (text.endswith(tail) and not text[-len(tail) - 1].isalnum()):
                    # The same number of words is cut from the printed text as the phrase has.
                    kept = before.rstrip(_SEPARATORS).split()[: -len(tail.split())]
                    return kind, " ".join(kept) + _closing(before, len(kept))
    return None, before


def _closing(before: str, words_kept: int) -> str:
    return " |" if words_kept and "|" in before else ""


def _rest(left: list[str], *, labelled: bool) -> tuple[str | None, str | None, str | None, bool]:
    """Explain what stands beside the dates: return place, byline, source, and whether all of it is explained."""
    place = byline = source = None
    for i, part in enumerate(left):
        for segment in re.split(r"[|•·]|\s[-–—]\s|\s{3,}", part):
            segment = segment.strip(_SEPARATORS)
            if not segment or _is_filler(segment):
                continue
            key, _, value = segment.partition(":")
            key = plain(key)
            if value and key in words("stamps", "source"):
                source = value.strip()
            elif value and (key in words("stamps", "field") or key in words("stamps", "published")):
                continue
            elif key in words("credits", "desk") or (key.startswith("by ") and len(segment.split()) <= 8):
                byline = segment
            elif len(left) > 1 and not labelled and place is None and (office := _office_and_seat(segment)):
                source, place = office
            elif len(left) > 1 and not labelled and "|" not in part and place is None and is_place(segment):
                if is_pair_of_names(segment) and not part.strip().endswith(tuple(",-–—(|")) and i == 0:
                    byline = segment  # "A Name Mon 20 March": nothing but a space parts a writer from the date
                else:
                    place = segment
            elif ("|" in part or "•" in part or "·" in part or labelled) and len(segment.split()) <= 4:
                known = plain(segment) in words("credits", "agency") or (segment.isupper() and segment.isalpha())
                if i == 0 and source is None and known:
                    source = segment
            elif _label(segment)[0] and not _label(segment)[1].strip(_SEPARATORS):
                continue
            else:
                return None, None, None, False
    return place, byline, source, True


def _office_and_seat(segment: str) -> tuple[str, str | None] | None:
    """Return who issues a page and where: "Presidency of the Republic, Dakar"; None where no office is named."""
    office, _, seat = segment.rpartition(",")
    if not office or not is_place(seat.strip()):
        office, seat = segment, ""
    found = office.replace(",", " ").split()
    small = words("stamps", "filler") | {"for", "de", "la", "del", "du"}
    named = any(w.lower() in words("stamps", "office") for w in found)
    capitals = all(w[0].isupper() or w.lower() in small for w in found)
    if named and capitals and len(found) <= 8 and not any(w.lower() in words("stamps", "paper") for w in found):
        return office.strip(), seat.strip() or None
    return None


def _is_filler(segment: str) -> bool:
    known = words("stamps", "filler") | words("stamps", "weekday")
    return plain(segment) in known or all(w.strip(_SEPARATORS) in known or w.isdigit() for w in plain(segment).split())
