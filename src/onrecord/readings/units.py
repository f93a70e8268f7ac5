"""Units: what a number counts or measures, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.readings.numbers import Number
from onrecord.readings.tables import rows, words

UnitClass = Literal["share", "money", "time", "measure", "count", "times"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the stretch of text that names it together with its number (`start`..`end`).

    `name` is what the record says (`percent`, `CAD`, `hour`, `person`, `barrel`); `noun` is the counted noun, None for
    money, shares and measures.
    """

    name: str
    sort: UnitClass
    start: int
    end: int
    noun: Token | None = None


_PART_OF = re.compile(r"[\s-](?:of\s)?an?[\s-]([A-Za-z]+)\b")
_AFTER = re.compile(r"[ \u00a0-]{0,2}((?:[A-Za-z.]+[ -]){0,2}[A-Za-z.%]+)")
_TOLLS = frozenset(
    {"toll", "death", "casualty", "fatality", "injury", "loss", "dead", "wounded", "injured", "killed", "missing"}
)


@cache
def _symbols() -> re.Pattern[str]:
    signs = sorted((r[0] for r in rows("currencies.tsv") if r[1] != "word"), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, signs))})[ \u00a0]?$")


@cache
def _money() -> dict[str, str]:
    return {form.lower() if kind == "word" else form: code for form, kind, code in rows("currencies.tsv")}


@cache
def _measures() -> dict[str, tuple[str, str]]:
    return {form: (unit, sort) for form, unit, sort in rows("measures.tsv")}


def unit_of(document: Document, number: Number) -> Unit | None:
    """Return what the number counts, or None when the words around it do not tell."""
    text = document.text
    if sign := _symbols().search(text[max(0, number.start - 5) : number.start]):
        form = sign.group().strip()
        return Unit(_money()[form], "money", number.start - len(sign.group()), number.end)
    if named := _named(document, number):
        return named
    if text[number.end : number.end + 1].isalpha() or (number.form == "digits" and number.tight in ("m", "k", "b")):
        return None if number.tight != "m" else Unit("metre", "measure", number.start, number.end)
    return _counted(document, number)


def _named(document: Document, number: Number) -> Unit | None:
    """Return the unit that is named right after the number: a currency, a share, a measure."""
    text = document.text
    part = _PART_OF.match(text, number.end) if number.form == "fraction" else None
    if part is not None and part[1].lower() in _measures():
        unit, sort = _measures()[part[1].lower()]
        return Unit(unit, "time" if sort == "time" else "measure", number.start, part.end())
    match = _AFTER.match(text, number.end, min(len(text), number.end + 45))
    if match is None:
        return None
    parts = re.split("[ -]", match[1])
    for n in range(len(parts), 0, -1):
        last = re.search(rf"(?:[^ -]+[ -]){{{n - 1}}}[^ -]+", match[1])
        if last is None:
            continue
        end = match.start(1) + last.end()
        form = last.group().replace("-", " ")
        if form.endswith(".") and not form.split()[-1][:-1].count("."):
            form, end = form[:-1], end - 1  # the full stop of the sentence; "U.S." keeps its own
        for name in (form, form.lower(), _singular(form.lower())):
            if name in _money():
                return Unit(_money()[name], "money", number.start, end)
            if name in _measures():
                unit, sort = _measures()[name]
                kind: UnitClass = "share" if sort == "share" else "time" if sort == "time" else "measure"
                return Unit(unit, kind, number.start, end)
    return None


def _singular(form: str) -> str:
    head, _, last = form.rpartition(" ")
    if last == "feet":
        last = "foot"
    elif last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".strip()


def _counted(document: Document, number: Number) -> Unit | None:
    """Return the counted noun: the noun that the number modifies, or that "of" leads to."""
    tokens = document.tokens(number.start, number.end)
    if not len(tokens):
        return None
    noun = _noun_of(tokens[-1])
    if noun is None:
        following = document.doc[tokens[-1].i + 1 : tokens[-1].i + 2]
        if len(following) and following[0].lower_ in _TOLLS:
            return Unit("person", "count", number.start, following[0].idx + len(following[0]), following[0])
        return _toll(tokens[-1], number)
    if noun.i < tokens[0].i or noun.is_space:
        return None
    if noun.lower_ in ("times", "time"):
        return Unit("ratio", "times", number.start, noun.idx + len(noun), noun)
    lemma = noun.lemma_.lower()
    people = noun.ent_type_ == "NORP" and noun.pos_ in ("PROPN", "NOUN", "ADJ")
    name = "person" if people or lemma in words("persons.txt") or noun.lower_ in words("persons.txt") else lemma
    if lemma in _measures():
        unit, sort = _measures()[lemma]
        return Unit(unit, "time" if sort == "time" else "measure", number.start, noun.idx + len(noun), noun)
    return Unit(name, "count", number.start, noun.idx + len(noun), noun)


def _noun_of(token: Token) -> Token | None:
    """Return the noun that a number's last token modifies."""
    here = token
    for _ in range(4):  # a number nests no deeper: "24.6 billion U.S. dollars"
        head = here.head
        if here.dep_ in ("nummod", "compound", "quantmod", "amod", "nmod") and head.i > here.i:
            if head.pos_ in ("NOUN", "PROPN"):
                return head
            here = head
            continue
        break
    for child in here.children:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == here.i + 1:
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if objects and objects[0].pos_ in ("NOUN", "PROPN", "NUM"):
                return _noun_of(objects[0]) if objects[0].pos_ == "NUM" else objects[0]
    # The parser sometimes hangs the number elsewhere; a noun within the next three words still shows what is counted.
    for following in token.doc[token.i + 1 : token.i + 4]:
        if following.pos_ in ("NOUN",):
            return following
        if following.pos_ not in ("ADJ", "PROPN", "ADV") and following.tag_ not in ("VBN", "VBG", "HYPH"):
            break
    return None


def _toll(token: Token, number: Number) -> Unit | None:
    """Return persons for a bare number that puts a toll: "put the toll at seven", "the death toll rose to 31"."""
    here = token
    for _ in range(4):
        here = here.head
        if here.pos_ in ("VERB", "AUX"):
            break
    else:
        return None
    for child in here.children:
        if child.dep_ in ("dobj", "nsubj", "nsubjpass") and child.lemma_.lower() in _TOLLS:
            return Unit("person", "count", number.start, number.end, child)
    return None
