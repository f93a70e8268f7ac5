"""Figures: the quantities of a page, with unit, change and owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.readings.home import home_dollar
from onrecord.readings.numbers import Number, find_numbers
from onrecord.readings.tables import rows
from onrecord.readings.units import Unit, unit_of
from onrecord.readings.voices import Voices
from onrecord.record import Commitment, Figure, Time
from onrecord.record.readings import FigureKind

_ROLES = ("body", "standfirst", "caption")
_BEFORE = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|some|over|more than|less than|fewer than|at least|at most|"
    r"up to|as many as|as much as|no more than|no less than|an estimated|just over|just under|close to|every|"
    r"an additional|another)\s$",
    re.I,
)
_PART = re.compile(r"[\s-](?:of\s)?an?\s")
_DEICTIC = frozenset({"last", "past", "next", "coming", "previous", "first"})
_OFFSETS = frozenset({"ago", "earlier", "later", "after", "before", "since", "from"})
_RANK = re.compile(r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -]([a-z]+est)\b", re.I)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COMPARED = re.compile(
    r"\s*(?:the\s+)?(length|size|number|amount|price|cost|level|time|population|area|weight|height|value)\b", re.I
)
_RANGE = re.compile(r"\s*(?:percent|per cent|%)?\s*(?:-|–|—|to|and)\s*(?:[A-Z]{0,3}[$€£¥])?$")


@dataclass(frozen=True, slots=True)
class _Found:
    number: Number
    unit: Unit | None


def read_figures(voices: Voices, commitments: Sequence[Commitment]) -> tuple[Figure, ...]:
    """Return the quantities of the page in order.

    Left out are dates, clock times, ages, numbers that name a thing ("Article 5"), "the two sides", and ordinals that
    rank nothing.
    """
    document = voices.layers.document
    dollar = home_dollar(document.article)
    figures: list[Figure] = []
    found = [_Found(n, unit_of(document, n)) for n in find_numbers(document.text) if _in_text(document, n.start)]
    skip = False
    for i, here in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and (pair := _range(document, here, following)):
            if not _is_date(voices, here.number):
                figures.append(_figure(voices, pair[1], dollar, commitments, low=pair[0]))
            skip = True
            continue
        if (change := _previous_pair(document, here, following)) and following is not None:
            known = replace(following.unit or here.unit, start=following.number.start)  # type: ignore[type-var]
            figures.append(_figure(voices, _Found(following.number, known), dollar, commitments, before=change))
            skip = True
            continue
        if _counts(voices, here):
            figures.append(_figure(voices, here, dollar, commitments))
    figures.extend(_ranks(voices))
    return tuple(sorted(_once(figures), key=lambda f: f.start))


def _in_text(document: Document, offset: int) -> bool:
    paragraph = document.paragraph_at(offset)
    return paragraph is not None and paragraph.role in _ROLES and not _enumerates(document, offset, paragraph.start)


def _enumerates(document: Document, offset: int, start: int) -> bool:
    """Say whether a number numbers its paragraph: "3. The two sides agreed ..."."""
    return offset == start and bool(re.match(r"\d{1,3}[.)]\s", document.text[offset : offset + 6]))


def _is_date(voices: Voices, number: Number) -> bool:
    return any(
        t.type in ("DATE", "TIME") and t.start < number.end and number.start < t.end for t in voices.layers.times
    )


def _range(document: Document, low: _Found, high: _Found) -> tuple[float, _Found] | None:
    """Return (low end, high figure) when two numbers make a range: "3.5% to 5%", "between 30 and 40 people"."""
    text = document.text
    between = text[low.number.end : high.number.start]
    if len(between) > 16 or high.unit is None or low.number.value is None or high.number.value is None:
        return None
    if not _RANGE.fullmatch(between.replace("\u00a0", " ")) or low.number.value >= high.number.value:
        return None
    before = text[max(0, low.number.start - 9) : low.number.start].lower()
    if " and " in between and "between" not in before:
        return None
    if " to " in between and _change_verb(document, low.number.start) is not None:
        return None
    if low.unit is not None and low.unit.sort != high.unit.sort and low.unit.name != high.unit.name:
        return None
    start = low.unit.start if low.unit and low.unit.sort == "money" else low.number.start
    scale = low.number.value
    if low.number.value < 1000 <= high.number.value and "illion" in text[high.number.start : high.number.end]:
        scale *= 10 ** (len(str(int(high.number.value))) - 1) // 10 ** ((len(str(int(high.number.value))) - 1) % 3)
    return scale, _Found(high.number, replace(high.unit, start=start))


def _previous_pair(document: Document, old: _Found, new: _Found | None) -> float | None:
    """Return the value before a change told as "from 30 to 60 percent"."""
    if new is None or (new.unit or old.unit) is None or old.number.value is None or new.number.value is None:
        return None
    text = document.text
    if not re.search(r"\bfrom\s(?:[A-Z]{0,3}[$€£¥]\s?)?$", text[max(0, old.number.start - 9) : old.number.start]):
        return None
    between = text[old.number.end : new.number.start]
    if not re.search(r"\bto\s(?:\w+\s){0,2}(?:[A-Z]{0,3}[$€£¥])?$", between) or len(between) > 60 or "." in between:
        return None
    return None if _change_verb(document, old.number.start) is None else old.number.value


@cache
def _beside(sort: str) -> frozenset[str]:
    return frozenset(word for word, its_sort in rows("not_counted.tsv") if its_sort == sort)


@cache
def _changes() -> dict[str, tuple[str, float | None]]:
    return {r[0]: (r[1], float(r[2]) if len(r) > 2 and r[2] else None) for r in rows("changes.tsv")}


def _change_verb(document: Document, offset: int) -> Token | None:
    """Return the word of change that governs the number at an offset: "doubled", "rose", "an increase"."""
    here = document.token_at(offset)
    for _ in range(6):
        if here.lemma_.lower() in _changes() and here.pos_ in ("VERB", "NOUN"):
            return here
        if here.head is here:
            break
        here = here.head
    return None


def _counts(voices: Voices, here: _Found) -> bool:
    """Say whether a number is a quantity, and not a date, an age, a label or a manner of speaking."""
    document, number, unit = voices.layers.document, here.number, here.unit
    text = document.text
    before = text[max(0, number.start - 24) : number.start]
    after = text[number.end : number.end + 24]
    if _is_date(voices, number) or number.value is None:
        return False
    last = (before.split() or [""])[-1].lower().strip("\u201c\u2018\"'")
    if last in _beside("label") or re.match(
        r"(?:st|nd|rd|th)\b|[:/.]\d|\s?(?:a\.?m|p\.?m)\b|-year-old\b|s\b", after, re.I
    ):
        return False
    if re.search(r"[:/]$|\baged?\s$", before) or (
        re.search(r",\s$", before) and re.match(r"(?:,|\.\s|\sand\b)", after)
    ):
        return unit is not None and unit.sort == "money"
    if unit is not None and unit.name.lower() in _beside("zone"):
        return False  # "18.31 GMT"
    if number.form == "fraction" and unit is not None and unit.sort in ("time", "measure") and _PART.match(after):
        return not _offset(document, unit)  # "half an hour"
    if number.form == "fraction":
        return bool(re.match(r"\s+(?:of|the|as)\b|[ -](?:percent|per cent)", after)) or _compared(document, number)
    if unit is None:
        return False
    if unit.sort in ("share", "money", "times"):
        return True
    if number.form == "digits" and "," not in text[number.start : number.end] and 1900 <= number.value <= 2100:
        return unit.sort == "measure"
    if number.value == 1 and unit.name in ("hour", "minute"):
        return last in ("of", "for", "lasting") or text[number.end : number.end + 1] == "-"
    if number.value == 1:
        return unit.sort == "measure"
    if unit.sort == "time":
        return not (last in _DEICTIC or _offset(document, unit) or (last == "over" and _after_amount(before)))
    company = _beside("company")
    anaphoric = last in ("the", "these", "those", "both", "all", "other", "our", "their", "its", "his", "her", "we")
    if anaphoric and (number.value <= 12 or unit.name == "person"):
        return False
    return unit.name not in company and not (unit.noun is not None and unit.noun.lemma_ in company)


def _after_amount(before: str) -> bool:
    """Say whether "over three years" stands at an amount, and so says how it is spread."""
    return bool(re.search(r"[a-z]{3,}\s+over\s$", before))


def _offset(document: Document, unit: Unit) -> bool:
    """Say whether a span of time counts off a date: "two days after", "three weeks ago"."""
    rest = document.text[unit.end : unit.end + 12].split()
    return bool(rest) and rest[0].strip(",.") in _OFFSETS


def _compared(document: Document, number: Number) -> bool:
    return _COMPARED.match(document.text, number.end) is not None


def _figure(
    voices: Voices, here: _Found, dollar: str, commitments: Sequence[Commitment], *,
    low: float | None = None, before: float | None = None,
) -> Figure:  # fmt: skip
    document, number, unit = voices.layers.document, here.number, here.unit
    text = document.text
    part = unit is not None and unit.sort in ("measure", "time") and _PART.match(text, number.end)  # "half an hour"
    if number.form == "fraction" and not part and (unit is None or unit.sort in ("count", "measure", "time")):
        unit = Unit("ratio", "times", number.start, number.end)
    start, end = (unit.start, max(unit.end, number.end)) if unit else (number.start, number.end)
    if approx := _BEFORE.search(text[max(0, start - 18) : start]):
        start -= len(approx.group())
    of, end = _measured(document, end)
    name = unit.name if unit else None
    if unit and unit.sort == "money" and text[unit.start : unit.start + 1] == "$":
        name = dollar
    value = number.value
    owner = _owner(voices, number.start, commitments)
    previous, change = (before, None) if before is not None else _before(document, number, unit)
    return Figure(
        start=start, end=end, text=text[start:end],
        value=value if low is None else None, low=low, high=value if low is not None else None,
        unit=name, previous=previous, change=change, of=of, by=owner, date=_date(voices, number), kind=_kind(unit),
    )  # fmt: skip


def _kind(unit: Unit | None) -> FigureKind:
    if unit is None:
        return "amount"
    return {"share": "share", "times": "ratio"}.get(unit.sort, "amount")  # type: ignore[return-value]


def _measured(document: Document, end: int) -> tuple[str | None, int]:
    """Return what a quantity measures ("of the river's catchment") and where those words end."""
    match = re.match(
        r",?\s(?:of|in)\s|\s(?=the\s(?:length|size|number|amount|price|cost|level)\s)", document.text[end : end + 16]
    )
    if match is None:
        return None, end
    start = end + match.end()
    token = document.token_at(start)
    last = token.i
    for following in document.doc[token.i : token.i + 9]:
        if following.is_space or (following.is_punct and following.text not in ("-", "’", "'")):
            break
        if following.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or following.tag_ in ("WDT", "WP", "WP$", "TO"):
            break
        if following.pos_ == "ADP" and following.lower_ not in ("of", "in"):
            break
        last = following.i
    while last > token.i and document.doc[last].pos_ in ("ADP", "DET", "ADV", "PUNCT", "PART", "PRON"):
        last -= 1
    stop = document.doc[last].idx + len(document.doc[last])
    return (document.text[start:stop], stop) if stop > start + 1 else (None, end)


def _before(document: Document, number: Number, unit: Unit | None) -> tuple[float | None, str | None]:
    """Return the value before a change, and the change as told."""
    text, value = document.text, number.value
    start = unit.start if unit else number.start
    lead = text[max(0, start - 24) : start].lower()
    if step := re.search(r"\b(up|down|by)\s+(?:about |around |nearly |more than |some )?$", lead):
        verb = _change_verb(document, number.start)
        down = step[1] == "down" or (verb is not None and _changes()[verb.lemma_.lower()][0] == "down")
        if step[1] != "by" or verb is not None:
            shown = f"{value:g}" if value is not None else ""
            return None, f"{'-' if down else '+'}{shown}{' ' + unit.name if unit else ''}"
    tail = text[number.end : number.end + 70]
    if (
        old := re.search(
            r"^[^.;]{0,30}?\b(?:up|down|compared (?:with|to)|from|against)\s(?:from )?(?:about |around |just )?"
            r"(?:[A-Z]{0,3}[$€£¥])?(\d[\d,]*(?:\.\d+)?)(?:\s?(thousand|million|billion|trillion|bn|m)\b)?(?![\d/:-])",
            tail,
        )
    ) and not re.match(
        r"\s?(?:January|February|March|April|May|June|July|August|September|October|November|December)",
        tail[old.end() :],
    ):
        previous = float(old[1].replace(",", ""))
        if not (1900 <= previous <= 2100 and old[2] is None and "," not in old[1]):
            scale = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
            return previous * scale.get(old[2] or "", 1), None
    verb = _change_verb(document, number.start)
    if verb is not None and re.search(r"\bto\s+(?:about |around |nearly |more than |some )?$", lead):
        factor = _changes()[verb.lemma_.lower()][1]
        if factor and value is not None:
            return value / factor, f"x{factor:g}"
        return _by_step(document, verb, number)
    return None, None


def _by_step(document: Document, verb: Token, number: Number) -> tuple[float | None, str | None]:
    """Return the value before "rose by 5 percentage points to 60 percent"; None where the step is of another kind."""
    text = document.text[verb.idx : number.start]
    step = re.search(r"\bby\s(\d[\d,.]*\d|\d)(\s?percentage points?|\s?points?)?", text)
    if step is None or number.value is None:
        return None, None
    size = float(step[1].replace(",", ""))
    sign = 1 if _changes()[verb.lemma_.lower()][0] == "up" else -1
    if step[2] is None:
        return None, None
    return number.value - sign * size, f"{'+' if sign > 0 else '-'}{size:g} percentage point"


def _owner(voices: Voices, offset: int, commitments: Iterable[Commitment]) -> str | None:
    """Return whose figure it is: the speaker of the words it stands in, else who undertook it."""
    statement = voices.statement_at(offset)
    if statement is not None and statement.polarity == "denied":
        return None  # who denies a report of 40 tanks has counted none
    while statement is not None:
        if statement.speaker is not None:
            return statement.speaker
        statement = voices.by_id.get(statement.nested_in or "")
    for commitment in commitments:
        if any(e.start <= offset < e.end for e in commitment.evidence):
            return commitment.announced_by or (commitment.who[0] if commitment.who else None)
    verb = _change_verb(voices.layers.document, offset)
    if verb is not None and any(c.dep_ == "dobj" for c in verb.children):
        subject = voices.subject_of(verb)
        return (
            voices.cast.covering(subject.idx) if subject is not None else None
        )  # "the ministry doubled the levy to 60"
    return None


def _date(voices: Voices, number: Number) -> int | None:
    """Return the time nearest to a figure within its sentence, of those that are dates."""
    sentence = voices.layers.document.token_at(number.start).sent
    dates: list[tuple[int, Time]] = [
        (i, t) for i, t in voices.times_in(sentence.start_char, sentence.end_char) if t.type == "DATE"
    ]
    return min(dates, key=lambda d: (abs(d[1].start - number.end), d[0]))[0] if dates else None


def _ranks(voices: Voices) -> Iterable[Figure]:
    """Yield ranks: "the second-largest buyer"."""
    document = voices.layers.document
    for match in _RANK.finditer(document.text):
        if _in_text(document, match.start()):
            yield Figure(
                start=match.start(), end=match.end(), text=match.group(), unit="rank", kind="rank",
                value=float(_ORDINALS.index(match[1].lower()) + 1), by=_owner(voices, match.start(), ()),
            )  # fmt: skip


def _once(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out a figure that stands within another."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if not kept or figure.start >= kept[-1].end or figure.end > kept[-1].end:
            kept.append(figure)
    return kept
