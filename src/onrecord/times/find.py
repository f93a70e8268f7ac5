"""Finding: the time expressions of a paragraph, without what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.record import Modifier
from onrecord.times.direction import direction
from onrecord.times.grammar import reduce
from onrecord.times.items import Item, scan
from onrecord.times.lexicon import rows
from onrecord.times.numbers import fold_numbers
from onrecord.times.readings import readings
from onrecord.times.sense import At, Clock, Holding, Length, Related, Repeat, Sense, Shift, Vague, Yearless

_FINAL = ("RANGE", "DATE", "LEN", "SET", "REF")
_NO_COMPARISON = re.compile(r"(?:over|under|about|around|some)\s+(?=(?:the|its|their)\s)")


_OVER = re.compile(r"over\s+")
_REACH = 20
"""How many characters after a clock time its day may start: "10:35 a.m. (0735 GMT) Friday"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: where it stands, what it means, and the rules that read it.

    `opener` is the word before it in lower case, empty at the start of a paragraph; `joint` says that it closes a range
    that the expression before it opens. `apart` is -1 for a length "before" and 1 for one
    "after" an event that follows in the text, 0 for any other expression.
    """

    start: int
    end: int
    sense: Sense
    mod: Modifier | None
    trace: tuple[str, ...]
    opener: str
    joint: bool = False
    apart: int = 0


@cache
def _context(kind: str) -> frozenset[str]:
    return frozenset(word for row in rows("context.tsv") if row[0] == kind for word in row[1].split(" "))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(row[0] for row in rows("not_times.tsv") if row[1] == kind)


def find(document: Document, start: int, end: int) -> list[Found]:
    """Return the time expressions of `document.text[start:end]`, a paragraph, in order."""
    found = list(_candidates(document, start, end))
    for i in range(len(found) - 2, -1, -1):
        clock, beyond = found[i], found[i + 1]
        if isinstance(clock.sense, Clock) and clock.sense.of is None and beyond.start - clock.end <= _REACH:
            day = beyond.sense.of if isinstance(beyond.sense, Clock) else beyond.sense if _is_day(beyond) else None
            found[i] = replace(clock, sense=replace(clock.sense, of=day))
    return found


def _is_day(found: Found) -> bool:
    match found.sense:
        case Yearless(_, day):
            return day is not None
        case At(period):
            return period.grain == "day"
        case Shift(_, unit):
            return unit == "day"
        case Related(kind):
            return kind == "weekday"
    return False


def _candidates(document: Document, start: int, end: int) -> Iterator[Found]:
    items = reduce(fold_numbers(scan(document.text, start, end)), readings())
    before = -9
    for at, item in enumerate(items):
        role = next((r for r in _FINAL if r in item.roles), None)
        if role is None or not item.trace:
            continue
        sense = _judge(document, items, at)
        if sense is None:
            continue
        first, mod = _trim(document.text, item, _word(items, at - 1))
        joint = _joins(items, before, at)
        before = at
        sense, end, apart = _apart(items, at, sense)
        yield Found(first, end, sense, mod, item.trace, _word(items, at - 1), joint, apart)


def _apart(items: Sequence[Item], at: int, sense: Sense) -> tuple[Sense, int, int]:
    """Read the "before" or "after" behind a length: "two days before" a time told, or before what follows."""
    after = _word(items, at + 1)
    end = items[at].end
    if not isinstance(sense, Length) or after not in ("before", "after") or "LEN" not in items[at].roles:
        return sense, end, 0
    step = -1 if after == "before" else 1
    beyond = _word(items, at + 2)
    named = at + 2 < len(items) and bool(items[at + 2].trace)
    if not named and beyond in (_context("adverb") | {""}):
        if sense.count is None or sense.unit is None:
            return sense, end, 0
        return Shift(step * sense.count, sense.unit, "text"), items[at + 1].end, 0
    return sense, end, step


def _tag_at(document: Document, offset: int) -> str:
    return document.token_at(min(offset, len(document.text) - 1)).tag_


def _word(items: Sequence[Item], at: int) -> str:
    return items[at].word if 0 <= at < len(items) else ""


def _joins(items: Sequence[Item], first: int, second: int) -> bool:
    """Say whether the words between two expressions make a range: "from A to B", "between A and B", "A - B"."""
    if second - first != 2:
        return False
    link, opener = items[first + 1].word, _word(items, first - 1)
    if link in ("to", "until", "till", "through", "-", "–"):
        return link != "to" or opener == "from" or "DATE" in items[first].roles
    return link == "and" and opener == "between"


def _trim(text: str, item: Item, before: str) -> tuple[int, Modifier | None]:
    """Return where an expression starts and its modifier, without a first word that is no part of it.

    "over" compares only where no preposition could stand ("for over a week"); an attributive "year-ago" or
    "third-quarter" goes without its article.
    """
    words = text[item.start : item.end].lower()
    if item.trace[-1] == "approximate" and "LEN" in item.roles:
        bare = _NO_COMPARISON.match(words)
        if bare is None and words.startswith("over ") and before not in _context("compare"):
            bare = _OVER.match(words)
        return (item.start + bare.end(), None) if bare else (item.start, item.mod)
    if item.trace[-1] in ("ago", "earlier", "section") and "-" in words and words.startswith(("the ", "a ")):
        return item.start + words.index(" ") + 1, item.mod
    return item.start, item.mod


def _judge(document: Document, items: Sequence[Item], at: int) -> Sense | None:
    """Return the sense of a candidate, perhaps another than the grammar read, or None when it is no time."""
    item = items[at]
    sense: Sense = next(item.roles[r] for r in _FINAL if r in item.roles)
    text = document.text[item.start : item.end]
    reading = item.trace[-1]
    before, after = _word(items, at - 1), _word(items, at + 1)
    token = document.token_at(item.start)
    match reading:
        case "month_year" | "weekday" if isinstance(sense, Yearless) or reading == "weekday":
            return sense if _is_name_of_time(text, token, before, after) else None
        case "year":
            return sense if _is_year(text, items, at, token) else None
        case "month_related":
            return sense if any(c.isupper() for c in text.split()[-1]) else None
        case "reference_past" if _tag_at(document, item.end + 1) in ("NN", "NNS", "JJ", "CD"):
            return None
        case "earlier" if text.lower().endswith("before") and after.isalpha() and after not in _context("adverb"):
            return None
        case "season":
            return sense if _is_season(text, token, before, after) else None
        case "unit_the":
            return _definite(sense, after)
        case "length_a":
            return _of_a(items, at, sense, text, document)
        case "deixis" if text[0].isupper() and token.i and token.nbor(-1).text[:1].isupper():
            return None if before.isalpha() else sense
        case "deixis" if token.i and token.nbor(-1).tag_ in ("JJ", "JJR"):
            return None  # "a brighter tomorrow"
        case "part_related" if text.istitle() and before.isalpha():
            return None
        case "year_end" if before == "since":
            return Shift(-1, "year")
        case "length_plural":
            return sense if _is_plural(text, before) and not _is_age(items, at) else None
        case "reference_adjective":
            return sense if token.tag_ == "JJ" else None
        case "often":
            named = (text[0].isupper() and at > 0) or document.text[item.end + 1 : item.end + 2].isupper()
            return None if named or token.tag_.startswith("NN") else sense
        case "part_related" if before == "s":
            return None
    if "LEN" in item.roles and (_is_age(items, at) or _is_share(text, after)):
        return None
    if text.lower() == "one day" and before not in _context("plural") and direction(token, before).way > 0:
        return Vague("FUTURE_REF")
    if reading == "length" and text.lower().endswith("second") and not after.startswith(("s", "l")):
        return None
    return sense


def _is_name_of_time(text: str, token: Token, before: str, after: str) -> bool:
    """Say whether a bare month or weekday is one: not "may" the verb, not "March on", not April Glaspie."""
    if not text[0].isupper() or token.tag_ in ("MD", "VB", "VBP") or token.ent_type_ == "PERSON":
        return False
    if text == "March" and (after in _context("march-on") or before in _context("march")):
        return False
    return after not in _listed("outlet") or token.doc[min(token.i + 1, len(token.doc) - 1)].text.islower()


def _is_year(text: str, items: Sequence[Item], at: int, token: Token) -> bool:
    """Say whether a number of four digits is a year: not the count of something, not a resolution's number."""
    if not text.isdigit():
        return True
    number, before = int(text), _word(items, at - 1)
    if before in _listed("count") or (before == "." and _word(items, at - 2) in _listed("count")):
        return False
    if items[at].glued and before == "-" and at > 1 and items[at - 2].word.isalpha() and len(items[at - 2].word) < 3:
        return False
    if not 1900 <= number <= 2100 and before not in _context("year"):
        return False
    if number % 100 == 0 and before not in ("in", "since", "by", "until", "the", "year", "of"):
        return not _counts(token)
    return not (_counts(token) and before not in _context("year") | _context("owner"))


def _counts(token: Token) -> bool:
    """Say whether the number stands before what it counts: "2000 soldiers"."""
    return token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i == token.i + 1


def _is_season(text: str, token: Token, before: str, after: str) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or before not in _context("season"):
        return False
    if text.lower() == "fall" and (after in ("in", "of", "from") or before in ("a", "and", "of")):
        return False
    return not text[0].isupper() or before in ("in", "since", "by", "until")


def _definite(sense: Sense, after: str) -> Sense | None:
    """Return "the quarter", "the week" ... as a time; "the year ended March 31" is a length, "the day" too little."""
    if not isinstance(sense, Holding) or sense.grain == "day":
        return None
    if sense.grain == "year" and after in ("ended", "ending"):
        return Length("P1Y", 1, "year")
    return sense


def _of_a(items: Sequence[Item], at: int, sense: Sense, text: str, document: Document) -> Sense | None:
    """Return "a year" as a length, or after a counted thing as a set: "20,000 barrels a day"."""
    if not isinstance(sense, Length) or text.lower().endswith("second"):
        return None
    if _is_age(items, at) or _is_share(text, after=_word(items, at + 1)):
        return None
    if at and text[:2].lower() in ("a ", "an"):
        previous = document.token_at(items[at - 1].start)
        if (
            previous.tag_ in ("NNS", "NN", "CD", "NNP")
            and previous.lower_ not in ("half", "quarter")
            and (previous.tag_ in ("NNS", "CD") or any(c.tag_ == "CD" for c in previous.children))
        ):
            return Repeat(sense.value)
    return sense


def _is_plural(text: str, before: str) -> bool:
    return text.lower().endswith("long") or " " in text or before in _context("plural")


def _is_age(items: Sequence[Item], at: int) -> bool:
    after = _word(items, at + 1)
    if after in ("old", "olds"):
        return True
    return (after == "-" and _word(items, at + 2) in ("old", "olds")) or (
        after == "of" and _word(items, at + 2) == "age"
    )


def _is_share(text: str, after: str) -> bool:
    """Say whether quarters are shares of something: "three-quarters", "a quarter of", "a quarter the length"."""
    words = text.lower()
    return words.endswith("-quarters") or (words.endswith("quarter") and after in ("of", "the", "as", "century"))
