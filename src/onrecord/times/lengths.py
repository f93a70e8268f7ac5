"""Readings of lengths and sets: "eight minutes", "a few days", "every six hours"."""

from __future__ import annotations

from onrecord.times.grammar import Match
from onrecord.times.period import Grain
from onrecord.times.sense import Length, Repeat, Sense

_GRAINS: dict[str, Grain] = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "10Y": "decade", "100Y": "century", "Q": "quarter",
}  # fmt: skip
_IN_YEARS = {"10Y": 10, "100Y": 100, "1000Y": 1000}
_HALVES = {
    "Y": ("M", 6),
    "TH": ("TM", 30),
    "TM": ("TS", 30),
    "M": ("W", 2),
    "D": ("TH", 12),
    "10Y": ("Y", 5),
    "100Y": ("Y", 50),
}


def duration(count: int | float, unit: str) -> Length | None:
    """Return the length of so many units: two quarters are six months, a decade is ten years."""
    whole = int(count)
    if unit in _IN_YEARS:
        return _whole(int(count * _IN_YEARS[unit]), "Y")
    if unit == "Q":
        return _whole(int(count * 3), "M")
    if unit == "F":
        return _whole(int(count * 2), "W")
    if whole == count:
        return _whole(whole, unit)
    if count - whole == 0.5 and unit in _HALVES:
        smaller, number = _HALVES[unit]
        return Length("P" + _join([(whole, unit), (number, smaller)]) if whole else "P" + _join([(number, smaller)]))
    return Length(f"P{'T' if unit[0] == 'T' else ''}{count:g}{unit[-1]}")


def _whole(count: int, unit: str) -> Length | None:
    if unit == "WE":
        return Length(f"P{count}WE")
    return Length("P" + _join([(count, unit)]), count, _GRAINS.get(unit))


def _join(parts: list[tuple[int, str]]) -> str:
    out = "".join(f"{n}{u}" for n, u in parts if u[0] != "T")
    clock = "".join(f"{n}{u[1]}" for n, u in parts if u[0] == "T")
    return out + ("T" + clock if clock else "")


def _vague(unit: str) -> str:
    """Return a length of unknown number: a few days are `PXD`, decades are years."""
    letter = {"10Y": "DE", "100Y": "CE", "1000Y": "ML", "Q": "Q"}.get(unit, unit[-1])
    return ("PTX" if unit[0] == "T" else "PX") + letter


def _units(m: Match) -> list[str]:
    return [item.roles.get("UNIT") or item.roles["UNITS"] for item in m.items if {"UNIT", "UNITS"} & item.roles.keys()]


def length(m: Match) -> Sense | None:
    """Read "three days", "40-minute", "20 more years", "the nine months"."""
    if any(item.roles.get("YEAR", 0) >= 1900 for item in m.items):
        return None  # "the 1988 quarter"
    return duration(m.get("NUM"), _units(m)[0])


def length_the(m: Match) -> Sense | None:
    """Read "the nine months", "the two years"; "the two days" are counted, their article is not taken."""
    return length(m) if _units(m)[0] in ("Y", "M", "Q") else None


def length_related_span(m: Match) -> Sense | None:
    """Read "the next 12 to 18 months"."""
    return length_span(m)


def length_a(m: Match) -> Sense | None:
    """Read "a year", "a full minute"."""
    return duration(1, _units(m)[0])


def length_related(m: Match) -> Sense | None:
    """Read "the past two months", "the first nine months"."""
    if m.has("this", "current", "present"):
        return None
    return duration(m.get("NUM"), _units(m)[0])


def length_vague(m: Match) -> Sense:
    """Read "a few days", "several years"."""
    return Length(_vague(_units(m)[0]))


length_related_vague = length_vague


def length_plural(m: Match) -> Sense:
    """Read "years", "weeks" without a number."""
    return Length(_vague(_units(m)[0]))


def length_half(m: Match) -> Sense | None:
    """Read "a minute and a half", "two and a half years"."""
    return duration((m.get("NUM") or 1) + 0.5, _units(m)[0])


def half_unit(m: Match) -> Sense | None:
    """Read "half an hour", "half a century"."""
    units = _units(m)
    return duration(0.5, units[0] if units else "TH")


def length_two(m: Match) -> Sense | None:
    """Read "six hours and 20 minutes": two units of one length, the longer first."""
    numbers, units = m.all("NUM"), _units(m)
    if len(numbers) != 2 or len(units) != 2 or not all(isinstance(n, int) for n in numbers):
        return None
    order = ["Y", "M", "W", "D", "TH", "TM", "TS"]
    if units[0] not in order or units[1] not in order or order.index(units[0]) >= order.index(units[1]):
        return None
    return Length("P" + _join([(numbers[0], units[0]), (numbers[1], units[1])]))


def length_span(m: Match) -> Sense | None:
    """Read "two to three weeks": by its lower end, as TimeBank has it."""
    low, high = m.all("NUM")
    return duration(low, _units(m)[0]) if low < high else None


def length_while(m: Match) -> Sense:
    """Read "a while", "some time"."""
    return Length("PXX")


def each(m: Match) -> Sense | None:
    """Read "every day", "each Thursday", "every other week"."""
    if m.get("WEEKDAY"):
        return Repeat(f"XXXX-WXX-{m.get('WEEKDAY')}")
    if m.get("MONTH"):
        return Repeat(f"XXXX-{m.get('MONTH'):02d}")
    if m.get("SEASON"):
        return Repeat(f"XXXX-{m.get('SEASON')}")
    if m.get("PART"):
        return Repeat(f"XXXX-XX-XXT{m.get('PART')}")
    return _repeat(2 if m.has("other") else 1, m.get("UNIT"))


def each_number(m: Match) -> Sense | None:
    """Read "every six hours"."""
    return _repeat(m.get("NUM"), m.get("UNITS"))


def often(m: Match) -> Sense | None:
    """Read "daily", "annual"."""
    return _repeat(1, m.get("OFTEN"))


def per(m: Match) -> Sense | None:
    """Read "per year", "twice a week"; "per second" is how fast, not how often."""
    if m.get("UNIT") in ("TS", "TM"):
        return None
    return _repeat(1, m.get("UNIT"))


def weekdays(m: Match) -> Sense:
    """Read "Mondays", "Tuesday nights"."""
    if m.get("WEEKDAYS"):
        return Repeat(f"XXXX-WXX-{m.get('WEEKDAYS')}")
    return Repeat(f"XXXX-WXX-{m.get('WEEKDAY')}T{m.get('PARTS')}")


def _repeat(count: int, unit: str) -> Sense | None:
    if unit in ("Q", "WE"):
        return Repeat(f"P{count}Q" if unit == "Q" else "XXXX-WXX-WE")
    found = duration(count, unit)
    return Repeat(found.value) if found else None
