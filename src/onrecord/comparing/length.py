"""Length: how long an account says the meeting lasted, whatever words it chooses for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from text_to_num import text2num

from onrecord.comparing.points import Point
from onrecord.record import Span

_TOP = 5
"""Points at the head of an account among which the length of the meeting stands."""
_WORDS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|ninety)"
_LENGTH = re.compile(
    rf"(?:(?:last(?:ed|ing|s)|took|ran|spent|went on|continued)\s(?:for\s)?)?"
    rf"(?P<about>(?:about|around|almost|nearly|roughly|over|more than|less than|some|approximately|well over|"
    rf"(?:just|a little|slightly) (?:over|under|more than|less than))\s)?"
    rf"(?:(?P<fraction>half|(?:a\s|three[\s-])?quarters?)[\s-](?:of\s)?(?:an\s)?hour"
    rf"|(?:an|one)\shour(?P<more>\sand\sa\s(?:half|quarter))?"
    rf"|(?P<number>\d+(?:[.,]\d+)?|{_WORDS}(?:-{_WORDS})?)(?P<half>\sand\sa\shalf)?[\s-](?P<unit>minute|hour)s?)\b",
    re.I,
)
_OCCASION = re.compile(
    r"\b(?:last(?:ed|ing|s)|took|call|conversation|meeting|talks?|spoke|met|spent|exchange|discussions?|session|"
    r"sitting|hour-long)\b",
    re.I,
)
_APART = (" ago", " earlier", " later", " before", " after", " from", " away", " of ")
"""What follows a length of time that is none of the meeting's own."""
_ROUGH = 0.2
"""Share by which two lengths may differ where one is a rounded one: "about an hour" and 55 minutes are one length."""


@dataclass(frozen=True, slots=True)
class Length:
    """How many minutes the meeting lasted, whether the words are rounded ones, and where they stand."""

    minutes: float
    rough: bool
    span: Span


def length_of(points: Sequence[Point]) -> Length | None:
    """Return how long the meeting lasted by one account, None where it does not say."""
    for point in points[:_TOP]:
        text = point.span.text
        if not point.encounter and not _OCCASION.search(text):
            continue
        for match in _LENGTH.finditer(text):
            if text[match.end() :].lower().startswith(_APART):
                continue
            start = point.span.start + match.start()
            span = Span(start=start, end=start + len(match[0]), text=match[0])
            return Length(_minutes(match), bool(match["about"]) or match["number"] is None, span)
    return None


def lengths_differ(one: Length | None, other: Length | None) -> bool:
    """Say whether both accounts give a length and not the same one; rounded words leave a fifth of room."""
    if one is None or other is None:
        return False
    room = _ROUGH * max(one.minutes, other.minutes) if one.rough or other.rough else 0.0
    return abs(one.minutes - other.minutes) > room


def _minutes(match: re.Match[str]) -> float:
    if match["fraction"]:
        part = match["fraction"].lower()
        return 30.0 if part == "half" else 45.0 if part.startswith("three") else 15.0
    if match["number"] is None:
        more = (match["more"] or "").lower()
        return 60.0 + (30.0 if more.endswith("half") else 15.0 if more else 0.0)
    told = match["number"].replace(",", ".")
    value = float(told) if told[0].isdigit() else float(text2num(told.lower(), "en"))
    return (value + (0.5 if match["half"] else 0.0)) * (60.0 if match["unit"].lower() == "hour" else 1.0)
