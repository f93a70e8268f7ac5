"""Points: what an account says, clause by clause, made ready to be set beside another account's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.comparing.attribution import attribution
from onrecord.comparing.clauses import clauses_of
from onrecord.comparing.comparison import LADDER, Strength
from onrecord.comparing.echo import echo, has_no_date, has_no_place
from onrecord.comparing.facts import Toll, is_denied, is_next_meeting, is_promise, toll_of
from onrecord.comparing.initiative import initiative_of
from onrecord.comparing.names import Names, side_of
from onrecord.comparing.words import key_of, strengths
from onrecord.language import Document
from onrecord.record import Actor, Record, Span

_OPENING = 3
"""Points at the head of an account among which it tells that the meeting took place."""
_WHERE = frozenset({"in", "at", "near", "to"})
_NEAR = 30
"""Characters on either side of a number in which the words stand that say what is counted."""
_CONSIDERED = re.compile(
    r"\b(?:would|will|could|may|might|is|are|was|were|being|promised to|agreed to|undertook to)?\s*"
    r"(?:still\s|carefully\s|be\s)*(?:examin|consider|study|studie|studying|review|look(?:ing)?\s(?:at|into)|assess|"
    r"weigh|reflect(?:ing)?\son|under\s(?:review|consideration|way|examination)|took\snote|take\snote|non-?committal)",
    re.I,
)
_NEGATIONS = frozenset({"not", "no", "n't", "never", "neither", "nor", "without", "n’t"})
_REFUSALS = frozenset({"reject", "refuse", "deny", "oppose", "decline", "exclude", "dismiss"})
_PART = re.compile(r"\bof (?:which|whom|it|them|that)\b", re.I)
"""Words after which a number is a part of another: "a fund of 900 million, of which the bank gives 600 million"."""
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"})
"""Dollars that a page may leave unnamed; between two accounts they are one unit."""
_MAIN = frozenset({"ROOT", "conj", "ccomp", "xcomp", "relcl", "parataxis", "aux", "auxpass"})
_MEETING = frozenset(
    {"meet", "speak", "talk", "hold", "receive", "call", "phone", "telephone", "host", "spend", "confer"}
)
_HELD = frozenset(
    {"meet", "meeting", "talk", "talks", "summit", "conference", "session", "round", "convene", "gather",
     "sign", "ceremony", "forum", "consultation", "negotiation"}
)  # fmt: skip
"""Words for what is held somewhere, so that two places for it contradict."""
_MEETING_NOUN = re.compile(
    r"\b(?:call|conversation|telephoned?|phoned?|videoconference|video\s?(?:link|call|conference)|meeting|talks|met|spoke)\b",
    re.I,
)
_MONTHS = (
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday"
)


Number: TypeAlias = tuple[str, float, Span]
"""Unit, value and where it stands."""


@dataclass(frozen=True, slots=True)
class Point:
    """A clause of an account, with what ties it to a clause of another account.

    `keys` are its word families with the words they stand for; `light` those of them that name the parties (and so
    stand in most clauses); `echoed` are families of the clause before that this one takes up again without naming
    them. `dates` are (earliest, latest) ISO dates; `dated` says that a date is named, even
    one that could not be resolved. `numbers` are (unit, value, where), `beside` the families near each number.
    `subject` names who acts, as a country code or a name. `initiative` is who is said to have asked for the meeting,
    and `request` the words that say so. `venues` are the families of the places (no countries) where something is to
    be held, `places` those of all that stand after "in", "at" or "near"; `unplaced` says that none is set. `parties`
    are families of names of persons, countries and peoples. `verbal` are families that stand only for verbs and
    adjectives here, `undone` those under a "not" or "without"; `denied` says that the clause denies what it tells,
    `promise` that it tells of a promise, `again` that it tells when or where the sides meet next; `toll` is how many it
    counts as dead or hurt; `in_quotes` says that most of it is quoted.
    """

    span: Span
    order: int
    keys: dict[str, str]
    light: frozenset[str]
    echoed: dict[str, str]
    dates: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    strength: Strength
    subject: str | None
    negative: bool
    undated: bool
    unplaced: bool
    venues: frozenset[str]
    places: frozenset[str]
    considered: bool
    encounter: bool
    dated: bool
    initiative: str | None
    request: Span | None
    parties: frozenset[str]
    lemmas: frozenset[str]
    beside: dict[int, frozenset[str]]
    verbal: frozenset[str]
    undone: frozenset[str]
    denied: bool
    promise: bool
    again: bool
    toll: Toll | None
    in_quotes: bool

    @property
    def heavy(self) -> frozenset[str]:
        """The word families that tell one topic from another."""
        return frozenset(self.keys) - self.light


def points_of(record: Record, document: Document) -> list[Point]:
    """Return the points of a record's body, in order."""
    names = Names(record)
    points: list[Point] = []
    for clause in clauses_of(document):
        points.append(_point(document, record, clause, names, points))
    return points


def _point(document: Document, record: Record, clause: Tokens, names: Names, before: Sequence[Point]) -> Point:
    span = Span.cut(record.article.text, clause[0].idx, clause[-1].idx + len(clause[-1]))
    keys: dict[str, str] = {}
    light: set[str] = set()
    parties: set[str] = set()
    nominal: set[str] = set()
    undone: set[str] = set()
    telling = attribution(clause)
    for token in clause:
        if _is_calendar(token) or token.i in telling:
            continue
        key = key_of(token)
        if key is None:
            continue
        keys.setdefault(key, token.text)
        if token.pos_ in ("NOUN", "PROPN") or token.dep_ in ("pobj", "dobj", "nsubj"):
            nominal.add(key)  # the parser takes some plural nouns for verbs
        if _is_undone(token):
            undone.add(key)
        if token.lower_ in names.words or token.ent_type_ == "PERSON":
            light.add(key)
        if token.ent_type_ in ("GPE", "NORP"):
            parties.add(key)
    head = clause.root
    if (planned := _to_be_held(clause)) is not None:
        keys.setdefault(*planned)
    quoted = [document.quotation_at(t.idx) is not None for t in clause]
    own = "".join(" " * len(t.text_with_ws) if q else t.text_with_ws for t, q in zip(clause, quoted, strict=True))
    asked = initiative_of(span, names, clause, _met(names, before))
    initiative = asked.side if asked is not None else None
    # "The call was held at the request of X" says who asked, and not that it took place.
    encounter = _encounter(clause, head, before, names) and (
        asked is None or any(a.kind == "person" for a in names.within(span.start, span.end))
    )
    numbers = _numbers(record, span)
    echoed = echo(clause, keys, light, before, quoted)
    return Point(
        span=span,
        order=len(before),
        keys=keys,
        light=frozenset(light),
        echoed=echoed,
        dates=_dates(record, span),
        numbers=numbers,
        strength=_strength(clause, quoted) if (initiative is None or encounter) and not is_denied(own) else "raised",
        subject=_subject(head, names),
        negative=_negative(clause),
        undated=has_no_date(span.text),
        unplaced=has_no_place(own),
        venues=_venues(clause, names),
        places=frozenset(k for t in _placed(clause) if (k := key_of(t)) is not None),
        considered=_CONSIDERED.search(own) is not None,
        encounter=encounter,
        dated=_is_dated(record, span),
        initiative=initiative,
        request=asked.words if asked is not None else None,
        parties=frozenset(parties) | frozenset(light),
        lemmas=frozenset(t.lemma_.lower() for t, q in zip(clause, quoted, strict=True) if not q),
        beside=_beside(clause, numbers, light, echoed),
        verbal=frozenset(keys) - nominal,
        undone=frozenset(undone),
        denied=is_denied(span.text),
        promise=is_promise(own),
        again=is_next_meeting(clause),
        toll=toll_of(clause),
        in_quotes=sum(quoted) * 2 > len(quoted),
    )


def _is_undone(token: Token) -> bool:
    """Say whether a word stands under "not", "no" or "without" ("without either side signing anything")."""
    if any(c.dep_ == "neg" or c.lower_ in ("no", "neither") for c in token.children):
        return True
    here = token
    for _ in range(2):
        here = here.head
        if here.lower_ == "without":
            return True
    return token.dep_ == "conj" and token.head.head.lower_ == "without"


def _met(names: Names, before: Sequence[Point]) -> list[str]:
    """Return the sides named where the page told that they met, in order, else the first two that it names."""
    told = next((p.span for p in before if p.encounter), None)
    spans = [told] if told is not None else [p.span for p in before[:_OPENING]]
    sides = [s for span in spans for a in names.within(span.start, span.end) if (s := side_of(a)) and len(s) == 3]
    return list(dict.fromkeys(sides))


def _placed(clause: Tokens) -> list[Token]:
    """Return the names of places that stand after "in", "at" or "near"."""
    return [
        t
        for t in clause
        if t.pos_ == "PROPN"
        and t.ent_type_ not in ("NORP", "ORG", "DATE", "EVENT")
        and not _is_calendar(t)
        and any(a.dep_ == "pobj" and a.head.lower_ in _WHERE for a in (t, t.head))
    ]


def _venues(clause: Tokens, names: Names) -> frozenset[str]:
    """Return where a clause says that something is held: a town, and no country, after a word for meeting."""
    held = next((t.i for t in clause if t.lemma_.lower() in _HELD), None)
    if is_next_meeting(clause):
        held = clause.start - 1  # "will come to Warsaw for a second round"
    if held is None:
        return frozenset()
    towns = [t for t in _placed(clause) if t.i > held and not _is_country(names.at(t.idx), t)]
    return frozenset(k for t in towns if (k := key_of(t)) is not None)


def _to_be_held(clause: Tokens) -> tuple[str, str] | None:
    """Return the word family of a meeting to come and its verb: "foreign ministers will meet" is not "leaders will"."""
    for token in clause:
        if token.lemma_.lower() != "meet" or token.pos_ != "VERB" or token.tag_ not in ("VB", "VBG"):
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
        if subject is not None:
            kind = [c.lower_ for c in subject.children if c.dep_ in ("amod", "compound")]
            return " ".join(("=meeting of", *kind, subject.lemma_.lower())), token.text
    return None


def _is_country(actor: Actor | None, token: Token) -> bool:
    return actor is not None and actor.kind == "state" and token.lower_ in actor.name.lower().split()


def _is_calendar(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.lower_ in _MONTHS.split()


def _dates(record: Record, span: Span) -> tuple[tuple[str, str], ...]:
    return tuple(
        (t.earliest, t.latest)
        for t in record.times
        if span.start <= t.start and t.end <= span.end and t.type in ("DATE", "TIME") and t.earliest and t.latest
    )


def _is_dated(record: Record, span: Span) -> bool:
    """Say whether a clause names a date, even one that could not be resolved ("15 May" on a page without a year)."""
    return any(
        span.start <= t.start and t.end <= span.end and t.type == "DATE" and t.value != "PRESENT_REF"
        for t in record.times
    )


def _numbers(record: Record, span: Span) -> tuple[Number, ...]:
    return tuple(
        ("dollar" if f.unit in _DOLLARS else f.unit or "", f.value, Span(start=f.start, end=f.end, text=f.text))
        for f in record.figures
        if f.value is not None
        and span.start <= f.start
        and f.end <= span.end
        and not _PART.search(span.text[: f.start - span.start])
    )


def _beside(
    clause: Tokens, numbers: Sequence[Number], light: set[str], echoed: dict[str, str]
) -> dict[int, frozenset[str]]:
    """Return the word families that stand near each number or are taken up, by where the number starts."""
    found: dict[int, frozenset[str]] = {}
    subject = [t for c in clause.root.children if c.dep_ in ("nsubj", "nsubjpass") for t in c.subtree]
    for _, _, span in numbers:
        near = [t for t in clause if span.start - _NEAR <= t.idx < span.end + _NEAR]
        near += subject
        found[span.start] = (frozenset(k for t in near if (k := key_of(t)) is not None) | frozenset(echoed)) - light
    return found


def _strength(clause: Tokens, quoted: Sequence[bool]) -> Strength:
    """Return the strongest reporting word of a clause, outside its quotations; a clause without one is raised."""
    table = strengths()
    found: set[str] = set()
    for i, token in enumerate(clause):
        if quoted[i] or (token.pos_ == "VERB" and token.dep_ not in _MAIN):
            continue
        pair = f"{token.lemma_.lower()} {clause[i + 1].lower_}" if i + 1 < len(clause) else ""
        found |= {table[w] for w in (token.lemma_.lower(), token.lower_, pair) if w in table}
    return next((level for level in LADDER if level in found), "raised")


def _subject(head: Token, names: Names) -> str | None:
    here = head
    for _ in range(4):
        for child in here.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.lemma_.lower() in ("side", "leader", "minister", "party", "country") and any(
                    c.lower_ in ("both", "two") for c in child.children
                ):
                    return "both"
                return side_of(names.at(child.idx))
        if here.dep_ not in ("conj", "xcomp", "ccomp", "advcl"):
            return None
        here = here.head
    return None


def _negative(clause: Tokens) -> bool:
    turns = sum(t.lower_ in _NEGATIONS or t.lemma_.lower() in _REFUSALS for t in clause)
    return (turns + (" yet to be " in f" {clause.text} ")) % 2 == 1


def _encounter(clause: Tokens, head: Token, before: Sequence[Point], names: Names) -> bool:
    """Say whether a clause near the top tells that the meeting took place."""
    text = clause.text
    if len(before) >= _OPENING or any(p.encounter for p in before):
        return False
    if any(t.tag_ == "MD" for t in head.children):
        return False  # "will meet"
    if _MEETING_NOUN.search(text) is not None:
        had = head.lemma_.lower() == "have" and any(
            c.dep_ == "dobj" and _MEETING_NOUN.search(c.text) for c in head.children
        )
        if had or head.lemma_.lower() in _MEETING:
            return True
    # "X spent two hours with Y", "X received Y, the ministry said": two sides' persons round such a verb.
    persons = {side_of(a) for a in names.within(clause[0].idx, clause[-1].idx + len(clause[-1])) if a.kind == "person"}
    return len(persons) > 1 and any(t.pos_ == "VERB" and t.lemma_.lower() in _MEETING for t in clause)
