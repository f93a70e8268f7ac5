"""Finding: the time expressions of a paragraph, without what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.record import Modifier
from onrecord.times.grammar import reduce
from onrecord.times.items import Item, scan
from onrecord.times.lexicon import rows
from onrecord.times.numbers import fold_numbers
from onrecord.times.readings import readings
from onrecord.times.sense import Holding, Length, Repeat, Sense, Yearless

_FINAL = ("RANGE", "DATE", "LEN", "SET", "REF")
_YEAR_OPENERS = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "to",
        "of",
        "during",
        "between",
        "before",
        "after",
        "year",
        "early",
        "late",
        "mid",
        "and",
        "through",
        "circa",
    ]
)
_PLURAL_OPENERS = frozenset(
    [
        "for",
        "within",
        "after",
        "over",
        "in",
        "of",
        "by",
        "with",
        "follows",
        "following",
        "despite",
        "during",
        "spent",
        "took",
    ]
)
_SEASON_OPENERS = frozenset(
    [
        "in",
        "the",
        "since",
        "by",
        "until",
        "during",
        "over",
        "through",
        "early",
        "late",
        "this",
        "of",
        "and",
        "next",
        "last",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: where it stands, what it means, and the rules that read it.

    `opener` is the word before it in lower case, empty at the start of a paragraph; `joint` the words between it and
    the expression before it when they make a range of the two.
    """

    start: int
    end: int
    sense: Sense
    mod: Modifier | None
    trace: tuple[str, ...]
    opener: str
    joint: bool = False


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(row[0] for row in rows("not_times.tsv") if row[1] == kind)


def find(document: Document, start: int, end: int) -> Iterator[Found]:
    """Yield the time expressions of `document.text[start:end]`, a paragraph, in order."""
    items = reduce(fold_numbers(scan(document.text, start, end)), readings())
    before = -9
    for at, item in enumerate(items):
        role = next((r for r in _FINAL if r in item.roles), None)
        if role is None or not item.trace:
            continue
        sense = _judge(document, items, at)
        if sense is None:
            continue
        joint = _joins(items, before, at)
        before = at
        yield Found(item.start, item.end, sense, item.mod, item.trace, _word(items, at - 1), joint)


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
            return sense if _is_name_of_time(text, token, after) else None
        case "year":
            return sense if _is_year(text, items, at, token) else None
        case "season":
            return sense if _is_season(text, token, before, after) else None
        case "unit_the":
            return _definite(sense, after)
        case "length_a":
            return _of_a(items, at, sense, text, document)
        case "length_plural":
            return sense if _is_plural(text, before, after) and not _is_age(items, at) else None
        case "reference_adjective":
            return sense if token.tag_ == "JJ" else None
        case "often":
            return sense if not document.text[item.end + 1 : item.end + 2].isupper() else None
    if "LEN" in item.roles and _is_age(items, at):
        return None
    if reading == "length" and text.lower().endswith("second") and not after.startswith(("s", "l")):
        return None
    return sense


def _is_name_of_time(text: str, token: Token, after: str) -> bool:
    """Say whether a bare month or weekday is one: not "may" the verb, not "March on", not April Glaspie."""
    if not text[0].isupper() or token.tag_ in ("MD", "VB", "VBP") or token.ent_type_ == "PERSON":
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
    if not 1900 <= number <= 2100 and before not in _YEAR_OPENERS:
        return False
    if number % 100 == 0 and before not in ("in", "since", "by", "until", "the", "year", "of"):
        return not _counts(token)
    return not (_counts(token) and before not in _YEAR_OPENERS | {"the", "a", "his", "its", "their", "her", "'"})


def _counts(token: Token) -> bool:
    """Say whether the number stands before what it counts: "2000 soldiers"."""
    return token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i == token.i + 1


def _is_season(text: str, token: Token, before: str, after: str) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or before not in _SEASON_OPENERS:
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
    if _is_age(items, at):
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


def _is_plural(text: str, before: str, after: str) -> bool:
    return text.lower().endswith("long") or before in _PLURAL_OPENERS


def _is_age(items: Sequence[Item], at: int) -> bool:
    after = _word(items, at + 1)
    if after in ("old", "olds"):
        return True
    return (after == "-" and _word(items, at + 2) in ("old", "olds")) or (
        after == "of" and _word(items, at + 2) == "age"
    )
