"""Numbers: where a number stands in a text, in digits or in words, and its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from text_to_num import text2num

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "m": 1e6, "b": 1e9, "lakh": 1e5, "crore": 1e7,
    "dozen": 12,
}  # fmt: skip
"""Words and letters that multiply the number before them. A lone "m" or "b" does so only after a sign of money."""

_FRACTIONS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_WORD = (
    "(?:" + "|".join(sorted([*_UNITS, "hundred", "thousand", "million", "billion", "trillion"], key=len)[::-1]) + ")"
)
_PART = "(?:" + "|".join(_FRACTIONS) + ")s?"

_HALF = r"(?P<half>[ -]and[ -]a[ -]half(?!\w))?"
_NUMBER = re.compile(
    rf"""(?<![\w.,/:])(?<![A-Za-z][-–])(?<!\w['’])(?:
      (?P<fraction>(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]{_PART}|half)(?!\w)
    | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      (?:(?P<tight>bn|tn|trn|mn|mln|[mkb])(?!\w)
        |[ \u00a0-](?P<scale>hundred|thousand|million|billion|trillion|bn|tn|mn|mln|lakh|crore|dozen)s?(?!\w))?
      (?!\d)
    | (?P<loose>(?:an?|one|two|three|four|five|six|several)[ ]dozen|dozens|hundreds|thousands|millions|billions)(?!\w)
    | (?P<words>(?:an?[ ](?=hundred|thousand|million|billion|trillion))?{_WORD}(?:[ -](?:and[ ])?{_WORD})*){_HALF}(?!\w)
    )""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; `value` is None for an open count ("dozens", "hundreds of thousands")."""

    start: int
    end: int
    value: float | None
    form: str
    """`digits`, `words`, `fraction` or `loose`."""
    tight: str = ""
    """A letter that stands right at the digits and multiplies only after a sign of money: "5m"."""


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text in order: "24.6 billion", "two-thirds", "one hundred and five", "dozens"."""
    for match in _NUMBER.finditer(text):
        form = next(name for name in ("fraction", "digits", "loose", "words") if match[name])
        number = _value(match, form)
        if number is not None or form == "loose":
            yield Number(match.start(), match.end(), number, form, (match["tight"] or "").lower())


def _value(match: re.Match[str], form: str) -> float | None:
    if form == "digits":
        value = float(match["digits"].replace(",", ""))
        scale = match["tight"] or match["scale"]
        return float(round(value * SCALES[scale.lower()], 6)) if scale else value
    if form == "fraction":
        words = re.split("[ -]", match["fraction"].lower())
        top = 1.0 if len(words) == 1 or words[0] in ("a", "an") else float(_UNITS.index(words[0]) + 1)
        return round(top / _FRACTIONS[words[-1] if words[-1] in _FRACTIONS else words[-1].removesuffix("s")], 4)
    if form == "loose":
        words = match["loose"].lower().split()
        if len(words) == 2 and words[0] != "several":
            return 12.0 * (1 if words[0] in ("a", "an") else _UNITS.index(words[0]) + 1)
        return None
    spelt = re.sub(r"^an? ", "one ", match["words"].lower())
    try:
        return float(text2num(spelt, "en")) + (0.5 if match["half"] else 0.0)
    except ValueError:
        return None  # words that do not make one number: "five hundred thousand two"
