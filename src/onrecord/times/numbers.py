"""Numbers: figures and number words of a paragraph, folded into one item each."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.times.items import Item

_CURRENCY = frozenset("$£€¥₹₽#")
_LARGEST = 10_000
"""No expression of time in the corpora counts more units than this; larger numbers stay words."""


def fold_numbers(items: Sequence[Item]) -> list[Item]:
    """Return the items with every number as one item of role NUM, and YEAR, DAYNUM or ORD where it may be one."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        made, taken = _number_at(items, at)
        out.append(made or items[at])
        at += taken
    return out


def _number_at(items: Sequence[Item], at: int) -> tuple[Item | None, int]:
    item = items[at]
    roles = item.roles
    if "NUMBER" in roles:
        return _figures(items, at)
    if "NUMWORD" in roles or (item.word == "a" and at + 1 < len(items) and items[at + 1].word == "hundred"):
        return _words(items, at)
    if "ORDINAL" in roles:
        number = int(item.word[:-2])
        extra = {"DAYNUM": number} if number <= 31 else {}
        return Item(item.start, item.end, item.word, {"ORD": number, **extra}, item.glued), 1
    if "ORD" in roles and item.roles["ORD"] <= 31:
        # "the first of December": the pattern asks for "of"; "second" the unit keeps its other roles.
        return None, 1
    return None, 1


def _figures(items: Sequence[Item], at: int) -> tuple[Item | None, int]:
    """Read digits: "1989", "14", "2 1/2"; a number glued to a letter or a currency is none of ours."""
    item = items[at]
    before = items[at - 1] if at else None
    if (
        item.glued
        and before
        and (
            before.word in _CURRENCY
            or (before.word[-1:].isalpha() and (before.glued or before.word not in ("q", "h", "fy")))
        )
    ):
        return Item(item.start, item.end, item.word, {}, item.glued), 1
    if item.glued and before and before.word in ".,:+/" and at > 1 and _joined(items, at):
        return Item(item.start, item.end, item.word, {}, item.glued), 1
    after = items[at + 1] if at + 1 < len(items) else None
    if after and after.glued and (after.word in "%°€£" or (after.word[0].isalpha() and "AMPM" not in after.roles)):
        return Item(item.start, item.end, item.word, {}, item.glued), 1
    plain = item.word.replace(",", "")
    number = float(plain) if "." in plain else int(plain)
    if after and not after.glued and after.word in ("1/2", "3/4", "1/4") and "SLASHED" in after.roles:
        top, bottom = after.word.split("/")
        return Item(item.start, after.end, "", {"NUM": number + int(top) / int(bottom)}, item.glued), 2
    # The digits with a point stay beside the number: 8.30 before "am" is a time of day.
    out: dict[str, object] = {"NUM": number, "DIGITS": plain} if number <= _LARGEST else {}
    if plain == item.word and plain.isdigit():
        if len(plain) == 4 and 1000 <= number <= 2199:
            out["YEAR"] = int(number)
        elif len(plain) <= 2 and 1 <= number <= 31:
            out["DAYNUM"] = int(number)
    return Item(item.start, item.end, item.word, out, item.glued), 1


def _joined(items: Sequence[Item], at: int) -> bool:
    """Say whether a mark joins a number to the one before: "3:2", "1.5.2"; "2024/25" is two years."""
    first = items[at - 2].word
    return first[-1:].isdigit() and not (items[at - 1].word == "/" and len(first) == 4 and first.isdigit())


def _words(items: Sequence[Item], at: int) -> tuple[Item | None, int]:
    """Read number words: "twenty-two", "two hundred and ten", "nineteen ninety-six"."""
    values: list[int] = []
    end = at
    if items[at].word == "a":
        values.append(1)
        end += 1
    while end < len(items):
        word = items[end]
        if "NUMWORD" in word.roles:
            values.append(word.roles["NUMWORD"])
            end += 1
        elif (
            values
            and end + 1 < len(items)
            and "NUMWORD" in items[end + 1].roles
            and (
                (word.word == "and" and values[-1] in (100, 1000))
                or (word.word == "-" and word.glued and 20 <= values[-1] <= 90 and items[end + 1].roles["NUMWORD"] < 10)
            )
        ):
            end += 1
        else:
            break
    last = items[end - 1]
    roles: dict[str, object] = {}
    year = _year(values)
    if year:
        roles["YEAR"] = year
    else:
        number = _sum(values)
        if number is not None and number <= _LARGEST:
            roles["NUM"] = number
            if number == 2000:
                roles["YEAR"] = number
    name = items[at].word if end == at + 1 else ""
    return Item(items[at].start, last.end, name, roles, items[at].glued), end - at


def _year(values: Sequence[int]) -> int | None:
    """Return the year that words such as "nineteen ninety-six" name, or None."""
    if len(values) in (2, 3) and values[0] in (18, 19, 20) and 10 <= sum(values[1:]) <= 99:
        if len(values) == 3 and not (values[1] >= 20 and values[2] < 10):
            return None
        return values[0] * 100 + sum(values[1:])
    return None


def _sum(values: Sequence[int]) -> int | None:
    total = current = 0
    for i, value in enumerate(values):
        if value in (1000, 1_000_000):
            total += (current or 1) * value
            current = 0
        elif value == 100:
            current = (current or 1) * 100
        elif current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and value < 10):
            current += value
        else:  # "one two": two numbers, not one
            return None
        if i > 12:
            return None
    return total + current
