"""Dates: which time expression of the page says when an event was."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from onrecord.events.lexicon import classes, frames, lemma
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import REACH, children, first_conjunct
from onrecord.language import Document
from onrecord.record import Time

_PASSES = frozenset(
    {
        "pobj",
        "prep",
        "npadvmod",
        "advmod",
        "compound",
        "nummod",
        "appos",
        "amod",
        "nmod",
        "quantmod",
        "det",
        "punct",
        "dep",
        "pcomp",
        "poss",
        "tmod",
    }
)


_STARTING = frozenset({"starting", "beginning", "effective"})

# What is condemned, asked or supported has a date of its own, which is not that of the words.
_ABOUT_OTHERS = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN"})


class Calendar:
    """The times of one page by the word that each hangs on; `body` are the starts of its body's paragraphs."""

    def __init__(self, document: Document, times: Sequence[Time]) -> None:
        self.body = [p.start for p in document.article.paragraphs if p.role == "body"]
        self._by_token: dict[int, list[int]] = {}
        self._by_verb: dict[int, list[int]] = {}
        self._times = times
        # Months and years without a preposition ("last month"), which may belong to the noun before them.
        self._loose: set[int] = set()
        for index, time in enumerate(times):
            if time.type not in ("DATE", "TIME") or time.value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
                continue
            span = document.tokens(time.start, time.end)
            if not len(span):
                continue
            # The parser may cut a long expression ("this Thursday, May 9, at 4:30 p.m. local time") in two: the first
            # part counts.
            if span.start and document.doc[span.start - 1].lower_ in ("until", "till"):
                continue  # "extended the pact until 2030" was not extended then
            top = next((t for t in span if not span.start <= t.head.i < span.end or t.head == t), span.root)
            if top.head.i > top.i and lemma(top.head) in classes()["pact"]:
                continue  # "extended the 2015 pact": the year is the pact's
            for token in _bearers(top, span.start, span.end):
                self._by_token.setdefault(token.i, []).append(index)
            if top.dep_ in ("npadvmod", "tmod") and not is_day(time):
                self._loose.add(index)
            verb = _nearest_verb(top)
            if verb is not None:
                self._by_verb.setdefault(verb.i, []).append(index)

    def date(self, sighting: Sighting, *, of_content: bool) -> int | None:
        """Return the index of the time that dates a sighting, None when its clause has none.

        `of_content` asks for the date of what was promised, not of the promise.
        """
        if of_content and sighting.content is not None:
            found = self._below(sighting.content)
            if found is not None:
                return found
        if sighting.head is not sighting.governor:
            found = self._at(sighting.head)
            if found is not None:
                return found
        found = self._own(sighting)
        if found is None:
            found = self._started(sighting.governor)
        if found is None and sighting.nominal:
            found = self._left_by(sighting.head)
        if found is not None:
            return found
        if sighting.head.pos_ == "VERB":
            found = self._of_persons(sighting.governor)
            if found is not None:
                return found
        if sighting.type not in _ABOUT_OTHERS:
            found = self._in_objects(sighting.governor)
            if found is not None:
                return found
            loose = self._by_verb.get(sighting.governor.i, [])
            if len(loose) == 1 and not sighting.nominal:
                return loose[0]
        return self._above(sighting.governor, sighting.type) if not sighting.nominal else None

    def main_day(self, sentence: Span) -> int | None:
        """Return the index of the day that a sentence in the past sets for the story, None when it sets none."""
        root = sentence.root
        if not is_simple_past(root):
            return None
        found = [i for i in self._by_token.get(root.i, []) if is_day(self._times[i])]
        return found[0] if len(found) == 1 else None

    def content_date(self, content: Token) -> int | None:
        """Return the index of the time that stands within what is agreed or promised."""
        return self._below(content)

    def _own(self, sighting: Sighting) -> int | None:
        """Return the index of the time that hangs on a sighting's governor and is not its object's.

        "Condemned the kidnapping of two sailors last month": the kidnapping was last month.
        """
        return self._of_verb(sighting.governor, sighting.type)

    def _of_verb(self, verb: Token, type_: str) -> int | None:
        found = self._at(verb)
        if found is None or type_ not in _ABOUT_OTHERS or found not in self._loose:
            return found
        events = [n for n in children(verb, "dobj") if ("n", lemma(n)) in frames()]
        # "congratulated him on his election last month": the election was last month
        grounds = [p for c in children(verb, "prep") if c.lower_ in ("on", "for", "over") for p in children(c, "pobj")]
        events += [p for p in grounds if p.ent_type_ not in ("DATE", "TIME")]
        return None if any(self._times[found].start > n.idx for n in events) else found

    def _started(self, verb: Token) -> int | None:
        """Return the day from which something holds ("duties starting from October 1"), or that opens the sentence.

        "In 2003, she pointed out, the two ran it together": the parser hangs the year on the inserted verb.
        """
        start = next((t for t in verb.subtree if t.lower_ in _STARTING), None)
        if start is not None:
            return self._at(start)
        said = verb.head
        if verb.dep_ != "ccomp" or said.i > verb.i or said.nbor(1).i >= verb.i:
            return None
        inserted = any(t.text == "," for t in said.doc[said.i : verb.i])
        found = self._at(said) if inserted else None
        subject = next(iter(children(said, "nsubj")), said)
        return found if found is not None and self._times[found].start < subject.idx else None

    def _of_persons(self, verb: Token) -> int | None:
        """Return the day that the parser hung on a person: "summoned the ambassador on Thursday"."""
        for noun in children(verb, "dobj"):
            found = self._at(noun) if lemma(noun) in classes()["agentive"] else None
            if found is not None and is_day(self._times[found]):
                return found
        return None

    def _left_by(self, noun: Token) -> int | None:
        verb = noun.head
        if noun.dep_ != "dobj" or not any(f.type in _ABOUT_OTHERS for f in frames().get(("v", lemma(verb)), ())):
            return None
        found = self._at(verb)
        return found if found in self._loose and self._times[found or 0].start > noun.idx else None

    def _at(self, token: Token) -> int | None:
        found = self._by_token.get(token.i)
        return found[0] if found else None

    def _below(self, verb: Token) -> int | None:
        for at in (verb, *children(verb, "xcomp", "conj", "ccomp", "advcl")):
            found = self._at(at)
            if found is None:
                found = self._in_objects(at)
            if found is not None:
                return found
        return None

    def _in_objects(self, verb: Token) -> int | None:
        for noun in (
            *children(verb, "dobj", "attr", "nsubjpass"),
            *(p for c in children(verb, "prep") for p in children(c, "pobj")),
        ):
            found = self._at(noun)
            if found is not None:
                return found
        return None

    def _above(self, verb: Token, type_: str) -> int | None:
        at = verb
        for _ in range(REACH):
            head = at.head
            if head == at or head.pos_ not in ("VERB", "AUX", "ADJ"):
                return None
            if at.dep_ == "conj":
                head = first_conjunct(at)
            elif at.dep_ == "advcl" and _hours_off(at):
                pass  # "hours after the gates opened": the same day
            elif at.dep_ not in ("xcomp", "acomp", "oprd") and not (
                at.dep_ == "advcl" and at.tag_ == "VBG" and not children(at, "mark")
            ):
                return None
            found = self._of_verb(head, type_)
            if found is not None:
                return found
            at = head
        return None


def is_day(time: Time) -> bool:
    """Return whether a time is a calendar day or a time of one."""
    value = time.value
    return (
        value is not None
        and len(value) >= 10
        and value[:4].isdigit()
        and value[4] == value[7] == "-"
        and "/" not in value
    )


def is_simple_past(verb: Token) -> bool:
    """Return whether a verb tells in the simple past; the tagger takes some for bare participles."""
    return verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and verb.dep_ in ("ROOT", "conj") and not children(verb, "aux", "auxpass")
    )


def _hours_off(clause: Token) -> bool:
    """Return whether a clause stands hours or minutes off the one above it."""
    return any(c.dep_ == "npadvmod" and lemma(c) in ("hour", "minute", "moment") for c in clause.children)


def _nearest_verb(token: Token) -> Token | None:
    for _ in range(REACH):
        if token.head == token or token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def _bearers(root: Token, start: int, end: int) -> list[Token]:
    """Return the words that a time hangs on: the nearest noun or verb outside it, and the verb beyond a mere noun."""
    found: list[Token] = []
    at = root
    for _ in range(REACH):
        if at.i < start or at.i >= end:
            if at.pos_ in ("VERB", "AUX"):
                found.append(at)
                break
            if at.pos_ in ("NOUN", "PROPN", "ADJ"):
                found.append(at)
                break
        if at.head == at or (
            at.dep_ not in _PASSES and not start <= at.i < end and at.pos_ not in ("ADP", "SCONJ", "ADV")
        ):
            break
        at = at.head
    return found
