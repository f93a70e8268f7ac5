"""Points: what an account says, clause by clause, made ready to be set beside another account's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.comparing.clauses import clauses_of
from onrecord.comparing.comparison import LADDER, Strength
from onrecord.comparing.words import key_of, strengths
from onrecord.language import Document
from onrecord.record import Actor, Record, Span

_BACK = frozenset({"it", "its", "this", "these", "those", "such"})
_JOINED = frozenset({"that", "which", "who", "whether"})
_NEAR = 30
"""Characters on either side of a number in which the words stand that say what is counted."""
_THIN = 3
"""Word families below which a clause has no topic of its own and passes on the one that it took up."""
_NO_DATE = re.compile(
    r"\b(?:no|without(?: an?y?)?|not (?:set|fixed|given|named|agreed) (?:an?y?)?|yet to (?:set|fix)(?: an?)?)\s+"
    r"(?:\w+\s){0,2}?(?:date|deadline|timetable|timeline|timeframe|time frame|schedule)s?\b"
    r"|\b(?:date|deadline|timetable|timeline|schedule)s?\s(?:has|have|had|was|were|is|are)\s(?:not|yet to|still to)\b",
    re.I,
)
_NO_PLACE = re.compile(
    r"\bno\s(?:place|venue|location)\b|\b(?:place|venue|location)\s(?:has|have|had|was|is)\s(?:not|yet to|still to)\b"
    r"|\bwhere\b[^.;]{0,40}\b(?:has|is|was)\s(?:not|yet to be|still)\s",
    re.I,
)
_CONSIDERED = re.compile(
    r"\b(?:would|will|could|may|might|is|are|was|were|being|promised to|agreed to|undertook to)?\s*"
    r"(?:still\s|carefully\s|be\s)*(?:examin|consider|study|studie|studying|review|look(?:ing)?\s(?:at|into)|assess|"
    r"weigh|reflect(?:ing)?\son|under\s(?:review|consideration|way|examination)|took\snote|take\snote|non-?committal)",
    re.I,
)
_NEGATIONS = frozenset({"not", "no", "n't", "never", "neither", "nor", "without", "n’t"})
_REFUSALS = frozenset({"reject", "refuse", "deny", "oppose", "decline", "exclude", "dismiss"})
_BY = re.compile(
    r"\bat\s(?:the\s(?:request|initiative|invitation|behest|instance|suggestion)\sof\s(?P<of>[^.,;]{2,60})"
    r"|(?P<poss>(?:his|her|its|their|our|my)|[^.,;]{2,60}?[’']s?)\s(?:own\s)?(?:request|initiative|invitation|behest|suggestion|instance)\b)"
    r"|\b(?:call|conversation|meeting|talks|visit)\s(?:was|were|had been)\s(?:requested|initiated|proposed)\sby\s"
    r"(?P<by>[^.,;]{2,60})"
    r"|\breceived\s(?:a|the)\s(?:(?:tele)?phone|video)?\s?call\sfrom\s(?P<caller>[^.,;]{2,60})"
    r"|^(?P<asker>[^.,;]{2,60}?)\s(?:had\s)?(?:requested|initiated|asked for|sought|placed)\s(?:the|this)\s"
    r"(?:(?:tele)?phone\s|video\s)?(?:call|conversation|meeting|talks)\b",
    re.I,
)
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"})
"""Dollars that a page may leave unnamed; between two accounts they are one unit."""
_MAIN = frozenset({"ROOT", "conj", "ccomp", "xcomp", "relcl", "parataxis", "aux", "auxpass"})
_MEETING = frozenset({"meet", "speak", "talk", "hold", "receive", "call", "phone", "telephone", "host"})
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
    are families of names of persons, countries and peoples.
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


class Names:
    """Who is who on one page: which party a stretch of words names, and which words are names of parties."""

    def __init__(self, record: Record) -> None:
        self._mentions = sorted(
            ((m.start, m.end, a) for a in record.actors for m in a.mentions), key=lambda m: (m[0], -m[1])
        )
        self._actors = record.actors
        self.words = frozenset(
            w.lower()
            for a in record.actors
            if a.kind == "state" or (a.kind == "person" and any(m.form == "name" for m in a.mentions))
            for text in [a.name, *(m.text for m in a.mentions if m.form in ("name", "alias", "metonym"))]
            for w in re.findall(r"\w+", text)
            if w[0].isupper()
        )

    def at(self, offset: int) -> Actor | None:
        """Return the actor of the longest mention that holds the offset."""
        held = [(end - start, i, a) for i, (start, end, a) in enumerate(self._mentions) if start <= offset < end]
        return max(held, key=lambda h: (h[0], -h[1]))[2] if held else None

    def within(self, start: int, end: int) -> list[Actor]:
        """Return the actors that a stretch of text names, in order."""
        return [a for s, e, a in self._mentions if start <= s and e <= end]


def side_of(actor: Actor | None) -> str | None:
    """Return what stands for an actor when two pages are compared: its country, or else its last name."""
    if actor is None:
        return None
    if actor.kind in ("person", "state", "organisation") and actor.country:
        return actor.country
    return actor.name.split()[-1].lower() if actor.name else None


def _point(document: Document, record: Record, clause: Tokens, names: Names, before: Sequence[Point]) -> Point:
    span = Span.cut(record.article.text, clause[0].idx, clause[-1].idx + len(clause[-1]))
    keys: dict[str, str] = {}
    light: set[str] = set()
    parties: set[str] = set()
    for token in clause:
        if _is_calendar(token):
            continue
        key = key_of(token)
        if key is None:
            continue
        keys.setdefault(key, token.text)
        if token.lower_ in names.words or token.ent_type_ == "PERSON":
            light.add(key)
        if token.ent_type_ in ("GPE", "NORP"):
            parties.add(key)
    head = clause.root
    if (planned := _to_be_held(clause)) is not None:
        keys.setdefault(*planned)
    quoted = [document.quotation_at(t.idx) is not None for t in clause]
    own = "".join(" " * len(t.text_with_ws) if q else t.text_with_ws for t, q in zip(clause, quoted, strict=True))
    initiative = _initiative(span, names, clause)
    # "The call was held at the request of X" says who asked, and not that it took place.
    encounter = _encounter(span.text, head, before) and (
        initiative is None or any(a.kind == "person" for a in names.within(span.start, span.end))
    )
    numbers = _numbers(record, span)
    echoed = _echo(clause, keys, light, before)
    return Point(
        span=span,
        order=len(before),
        keys=keys,
        light=frozenset(light),
        echoed=echoed,
        dates=_dates(record, span),
        numbers=numbers,
        strength=_strength(clause, quoted) if initiative is None or encounter else "raised",
        subject=_subject(head, names),
        negative=_negative(clause),
        undated=_NO_DATE.search(span.text) is not None,
        unplaced=_NO_PLACE.search(own) is not None,
        venues=_venues(clause, names),
        places=frozenset(k for t in _placed(clause) if (k := key_of(t)) is not None),
        considered=_CONSIDERED.search(own) is not None,
        encounter=encounter,
        dated=_is_dated(record, span),
        initiative=initiative,
        request=_request(span),
        parties=frozenset(parties) | frozenset(light),
        lemmas=frozenset(t.lemma_.lower() for t, q in zip(clause, quoted, strict=True) if not q),
        beside=_beside(clause, numbers, light, echoed),
    )


def _request(span: Span) -> Span | None:
    """Return the words that say who asked for the meeting ("at the latter's request"), even if not who that is."""
    match = _BY.search(span.text)
    if match is None or match["caller"] or match["asker"]:
        return None
    return Span.cut(span.text, match.start(), match.end()).model_copy(
        update={"start": span.start + match.start(), "end": span.start + match.end()}
    )


def _placed(clause: Tokens) -> list[Token]:
    """Return the names of places that stand after "in", "at" or "near"."""
    return [
        t
        for t in clause
        if t.pos_ == "PROPN"
        and t.ent_type_ not in ("NORP", "ORG", "DATE", "EVENT")
        and not _is_calendar(t)
        and any(a.dep_ == "pobj" and a.head.lower_ in ("in", "at", "near") for a in (t, t.head))
    ]


def _venues(clause: Tokens, names: Names) -> frozenset[str]:
    """Return where a clause says that something is held: a town, and no country, after a word for meeting."""
    held = next((t.i for t in clause if t.lemma_.lower() in _HELD), None)
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


def _echo(clause: Tokens, keys: dict[str, str], light: set[str], before: Sequence[Point]) -> dict[str, str]:
    """Return what the clause takes up from the one before: it says "it" or "the approvals", or goes on with "that"."""
    if not before or before[-1].encounter:
        return {}
    previous = before[-1]
    topic = {k: w for k, w in previous.keys.items() if k not in previous.light}
    if len(topic) < _THIN:
        topic |= previous.echoed
    first = clause[0]
    joined = first.i > first.sent.start and first.lower_ in _JOINED
    pronoun = any(
        t.lower_ in _BACK and (t.tag_ in ("PRP", "DT") or (t.tag_ == "PRP$" and not _own(t, clause))) for t in clause
    )
    definite = any(
        t.pos_ == "NOUN" and key_of(t) in topic and any(c.lower_ in ("the", *_BACK) for c in t.children) for t in clause
    )
    response = any(t.lemma_.lower() in ("proposal", "request", "response", "invitation", "offer") for t in clause)
    unsettled = _NO_DATE.search(clause.text) or _NO_PLACE.search(clause.text)
    if not (joined or pronoun or definite or response or unsettled):
        return {}
    return {k: w for k, w in topic.items() if k not in keys}


def _own(possessive: Token, clause: Tokens) -> bool:
    """Say whether "its" has its owner in the same clause: "urged Chile to publish its results"."""
    return any(t.i < possessive.i and t.pos_ == "PROPN" for t in clause)


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
        if f.value is not None and span.start <= f.start and f.end <= span.end
    )


def _beside(
    clause: Tokens, numbers: Sequence[Number], light: set[str], echoed: dict[str, str]
) -> dict[int, frozenset[str]]:
    """Return the word families that stand near each number or are taken up, by where the number starts."""
    found: dict[int, frozenset[str]] = {}
    for _, _, span in numbers:
        near = [t for t in clause if span.start - _NEAR <= t.idx < span.end + _NEAR]
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


def _encounter(text: str, head: Token, before: Sequence[Point]) -> bool:
    """Say whether a clause near the top tells that the meeting took place."""
    if len(before) > 2 or _MEETING_NOUN.search(text) is None or any(p.encounter for p in before):
        return False
    had = head.lemma_.lower() == "have" and any(
        c.dep_ == "dobj" and _MEETING_NOUN.search(c.text) for c in head.children
    )
    return had or head.lemma_.lower() in _MEETING


def _initiative(span: Span, names: Names, clause: Tokens) -> str | None:
    """Return who is said to have asked for the meeting, as a country or a name."""
    match = _BY.search(span.text)
    if match is None:
        return None
    group = next(name for name in ("of", "poss", "by", "caller", "asker") if match[name])
    start, end = match.span(group)
    named = names.within(span.start + start, span.start + end)
    if group == "poss" and (order := re.search(r"\b(former|latter)\b", match[group], re.I)) is not None:
        sides = list(dict.fromkeys(s for a in names.within(span.start, span.start + start) if (s := side_of(a))))
        return (sides[0] if order[1].lower() == "former" else sides[-1]) if len(sides) > 1 else None
    if group == "poss":
        named = named[-1:]
    if named:
        return side_of(named[0])
    words = [t.lower_ for t in clause if t.pos_ == "PROPN" and start <= t.idx - span.start < end]
    return words[-1] if words else None
