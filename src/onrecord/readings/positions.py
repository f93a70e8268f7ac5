"""Positions: which actor takes which stance on which issue, and toward whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.readings.phrases import has_to, noun_phrase, signed_to_do, words_of
from onrecord.readings.tables import rows, words
from onrecord.readings.terms import speaker_at
from onrecord.readings.voices import Voices
from onrecord.record import Position, Span, Term
from onrecord.record.readings import Stance

_ROLES = ("body", "standfirst")
_BLAMING = frozenset({"call", "brand", "label", "dub", "term", "denounce", "decry", "condemn", "dismiss", "slam"})
_DOOMED = frozenset({"succeed", "work", "prevail", "help", "fail", "backfire"})
_BARRED = frozenset({"prohibit", "ban", "forbid", "outlaw", "illegal", "unacceptable", "intolerable", "inadmissible"})
_RIGHTFUL = frozenset({"lawful", "legitimate", "justified", "legal", "beyond reproach", "indispensable"})
_BACK = 60
"""Tokens within which "to do so" takes up what was asked."""
_EVEN = re.compile(
    r"\b(?:objective|impartial|neutral|even-handed|balanced|fair)\b.*\b(?:stance|position|role|line)\b", re.I
)
_NO_PLANS = re.compile(r"\bno (?:plans?|intention|wish|desire)\b[\"”’']?\s*(?:to|of)\s", re.I)


@dataclass(frozen=True, slots=True)
class _Found:
    """A stance in the making; `start`..`end` are the words of the issue, `at` where the stance is taken."""

    at: Token
    actors: tuple[str, ...]
    start: int
    end: int
    stance: Stance
    toward: tuple[str, ...] = ()


@cache
def _stances(part: str) -> dict[str, tuple[Stance, tuple[str, ...]]]:
    return {r[0]: (r[2], tuple(r[3].split("|"))) for r in rows("stances.tsv") if r[1] == part}  # type: ignore[misc]


@cache
def _carriers(sort: str) -> frozenset[str]:
    return frozenset(r[0] for r in rows("stance_carriers.tsv") if r[1] == sort)


def read_positions(voices: Voices, terms: Sequence[Term]) -> tuple[Position, ...]:
    """Return the stances taken on the page in order.

    Read are verbs of stance, nouns of stance that a verb voices, what is urged to stop, what is said to be lawful,
    doomed or barred, what somebody thinks should be, and the names that blame a thing.
    """
    document = voices.layers.document
    found: list[_Found] = []
    for sentence in document.sentences:
        paragraph = document.paragraph_at(sentence[0].idx)
        if paragraph is None or paragraph.role not in _ROLES or sentence.text.rstrip(" \"”’'").endswith("?"):
            continue
        for token in sentence:
            if token.pos_ == "VERB":
                found.extend(_by_verb(voices, token))
                found.extend(_urged_to_stop(voices, token))
                found.extend(_wished(voices, token))
            elif token.pos_ == "NOUN":
                found.extend(_by_noun(voices, token))
                found.extend(_by_accord(voices, token))
            elif token.pos_ == "ADJ":
                found.extend(_by_adjective(voices, token))
            found.extend(_judged(voices, token))
    found.extend(_blamed(voices, terms))
    found.extend(_no_plans(voices, found))
    return _records(voices, sorted(found, key=lambda f: (f.at.i, f.start)))


def _by_verb(voices: Voices, token: Token) -> Iterator[_Found]:
    entry = _stances("verb").get(token.lemma_.lower())
    if entry is None or token.dep_ in ("amod", "compound"):
        return
    stance, places = entry
    if _doubted(voices, token):
        return
    toward: tuple[str, ...] = ()
    issues = _issues(token, places)
    if not issues:
        yield from _named_issue(voices, token, stance)
        return
    issue = issues[0]
    if issue.lemma_.lower() in _stances("noun") and issue.lemma_.lower() in ("support", "backing", "commitment"):
        return  # "ratified their support for ...": the noun tells the issue
    if stance == "supports" and issue.dep_ == "dobj" and voices.named_by(issue):
        # "supports Ruritania in safeguarding its unity": the issue stands after "in", the object is toward whom.
        inner = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "on")), None)
        objects = [c for c in inner.children if c.dep_ in ("pobj", "pcomp")] if inner is not None else []
        if objects:
            toward, issue = voices.named_by(issue), objects[0]
    if token.lemma_.lower() in ("call", "ask", "push", "press", "appeal") and issue.pos_ == "PROPN":
        return
    actors = _actors(voices, token)
    for each in (issue, *issues[1:]):
        start, end = noun_phrase(voices.layers.document, each)
        told = voices.layers.document.text[start:end]
        turned: Stance = "neutral" if _EVEN.search(told) else _turned(token, stance)
        yield _Found(token, actors, start, end, turned, toward)


def _named_issue(voices: Voices, token: Token, stance: Stance) -> Iterator[_Found]:
    """Yield the issue of "condemned what it described as a breach of its waters": the name and what belongs to it."""
    for clause in [c for c in token.children if c.dep_ in ("ccomp", "dobj") and c.pos_ == "VERB"]:
        if not any(c.lower_ == "what" for c in clause.children) or clause.lemma_.lower() not in words("naming.tsv"):
            continue
        doc = voices.layers.document.doc
        first = clause.i + 1
        while first < clause.sent.end - 1 and (doc[first].lower_ in ("as", "a", "an", "the") or doc[first].is_punct):
            first += 1
        start, end = noun_phrase(voices.layers.document, doc[first])
        last = max((t for t in clause.subtree if t.i >= first), key=lambda t: t.i, default=doc[first])
        end = max(end, _last_of_noun(last, first))
        yield _Found(token, _actors(voices, token), start, end, stance)


def _last_of_noun(last: Token, first: int) -> int:
    """Return where the first noun phrase with its "of" phrases ends, at most at `last`."""
    end = last.doc[first].idx + len(last.doc[first])
    for token in last.doc[first : last.i + 1]:
        if token.pos_ in ("VERB", "AUX", "SCONJ") and token.tag_ != "VBN":
            break
        if token.pos_ == "ADP" and token.lower_ != "of":
            break
        if token.pos_ in ("NOUN", "PROPN"):
            end = token.idx + len(token)
    return end


def _issues(token: Token, places: Sequence[str]) -> list[Token]:
    """Return the heads of the words that a stance is about; "commitment to the charter and to the treaty" has two."""
    for place in places:
        for child in token.children:
            if place == "obj" and child.dep_ in ("dobj", "nsubjpass") and child.tag_ not in ("WDT", "WP", "PRP"):
                return [child]
            if child.dep_ in ("prep", "agent") and child.lower_ == place:
                same = (child, *(c for c in child.conjuncts if c.lower_ == place and c.i > child.i))
                objects = [c for p in same for c in p.children if c.dep_ in ("pobj", "pcomp") and c.pos_ != "PRON"]
                if objects:
                    return objects
    return []


def _turned(token: Token, stance: Stance) -> Stance:
    """Return the stance that a negated verb takes: "does not support" opposes."""
    if any(c.dep_ == "neg" for c in token.children):
        return {"supports": "opposes", "opposes": "supports"}.get(stance, stance)  # type: ignore[return-value]
    return stance


def _actors(voices: Voices, token: Token) -> tuple[str, ...]:
    """Return who takes a stance: the subject, or who asks somebody else to take it, or the speaker."""
    head = token.head
    if token.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in _carriers("ask"):
        token = head
    subject = voices.subject_of(token)
    if subject is not None:
        named = voices.named_by(subject)
        if named:
            return named
    by_cue = voices.statement_by_cue(token.idx)
    speaker = speaker_at(voices, token.idx) or (by_cue.speaker if by_cue is not None else None)
    return voices.expand(speaker) if speaker is not None else ()


def _doubted(voices: Voices, token: Token) -> bool:
    statement = voices.statement_at(token.idx)
    return statement is not None and statement.polarity in ("questioned", "declined")


def _by_noun(voices: Voices, token: Token) -> Iterator[_Found]:
    """Yield the stance that a noun names and a verb voices: "expressed concern at", "reiterated its support for"."""
    lemma = token.lemma_.lower()
    verb = token.head
    voiced = token.dep_ in ("dobj", "nsubjpass", "conj") and verb.lemma_.lower() in (
        _carriers("voice") | _carriers("ask")
    )
    if voiced and lemma in _carriers("wrong") and verb.lemma_.lower() == "raise":
        start, end = noun_phrase(voices.layers.document, token)
        yield _Found(token, _actors(voices, verb), start, end, "opposes")
        return
    if voiced and lemma in ("need", "necessity", "importance"):
        yield from _needed(voices, token)
    entry = _stances("noun").get(lemma)
    if entry is None or not voiced or (lemma == "note" and verb.lemma_ != "take"):
        return
    if lemma == "view" and not any(c.lower_ in ("different", "differing", "divergent") for c in token.children):
        return
    issues = _issues(token, entry[1]) or _issues(verb, [p for p in entry[1] if p != "of" or lemma == "note"])
    if not issues or (issues[0].pos_ == "VERB" and issues[0].dep_ != "pcomp"):
        return
    stance = entry[0]
    if stance == "concerned" and verb.lemma_ == "raise" and _then_urges_release(verb):
        stance = "opposes"
    for issue in issues:
        start, end = noun_phrase(voices.layers.document, issue)
        yield _Found(token, _actors(voices, verb), start, end, stance)


def _needed(voices: Voices, noun: Token) -> Iterator[_Found]:
    """Yield what somebody stresses the need to do; the need to lift a thing opposes the thing."""
    for verb in [c for c in noun.children if c.dep_ in ("acl", "relcl") and has_to(c)]:
        issue = verb
        stance: Stance = "supports"
        if verb.lemma_.lower() in _carriers("stop"):
            issue = next((c for c in verb.children if c.dep_ == "dobj"), verb)
            stance = "opposes"
        start, end = noun_phrase(voices.layers.document, issue)
        yield _Found(noun, _actors(voices, noun.head), start, end, stance)


def _by_accord(voices: Voices, token: Token) -> Iterator[_Found]:
    """Yield what an accord is signed to do: whoever signs supports it."""
    if token.lemma_.lower() not in ("accord", "agreement", "deal", "pact"):
        return
    for verb in signed_to_do(token):
        start, end = words_of(voices.layers.document, verb)
        yield _Found(token, _actors(voices, token.head), start, end, "supports")


def _then_urges_release(verb: Token) -> bool:
    """Say whether who raises a concern goes on to urge the undoing of it: then the thing is opposed."""
    return any(
        c.lemma_ in ("urge", "demand", "seek")
        and any(t.lemma_ in ("release", "end", "return", "lift") for t in c.subtree)
        for c in verb.conjuncts
    )


def _by_adjective(voices: Voices, token: Token) -> Iterator[_Found]:
    entry = _stances("adj").get(token.lemma_.lower())
    if entry is None or token.dep_ not in ("acomp", "oprd", "conj"):
        return
    for issue in _issues(token, entry[1]):
        start, end = noun_phrase(voices.layers.document, issue)
        yield _Found(token, _actors(voices, token.head), start, end, entry[0])


def _urged_to_stop(voices: Voices, token: Token) -> Iterator[_Found]:
    """Yield what somebody is urged to stop: who urges opposes it."""
    if token.lemma_.lower() not in _carriers("stop") or token.dep_ not in ("xcomp", "ccomp", "advcl", "conj"):
        return
    asker = token.head
    if asker.lemma_.lower() not in _carriers("ask"):
        return
    objects = [c for c in token.children if c.dep_ in ("dobj", "xcomp", "prep")]
    objects = [
        next((o for o in c.children if o.dep_ in ("pobj", "pcomp")), c) if c.dep_ == "prep" else c for c in objects
    ]
    if objects:
        urged = [
            c for c in (*asker.children, *token.children) if c.dep_ in ("dobj", "nsubj") and asker.i < c.i < token.i
        ]
        start, end = noun_phrase(voices.layers.document, objects[0])
        toward = voices.named_by(urged[0]) if urged else ()
        yield _Found(token, _actors(voices, asker), start, end, "opposes", toward)


def _wished(voices: Voices, token: Token) -> Iterator[_Found]:
    """Yield what somebody thinks should be, or hopes or wants another to do."""
    should = any(c.tag_ == "MD" and c.lower_ in ("should", "must", "ought") for c in token.children)
    head = token.head
    lemma = "hope" if head.lower_.startswith("hop") else head.lemma_.lower()  # the tagger takes "hopes" for "hops"
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or token.dep_ != "ccomp":
        return
    thought = lemma in ("believe", "think", "argue", "insist", "say", "maintain", "feel") and should
    hoped = lemma in ("hope", "want", "wish", "expect") and any(
        c.lower_ in ("will", "would", "to") for c in token.children
    )
    if not (thought or (hoped and lemma in ("hope", "wish"))):
        return
    holder = voices.subject_of(head)
    actors = voices.named_by(holder) if holder is not None else ()
    if not actors or (lemma in ("say", "insist") and not should):
        return
    start, end = words_of(voices.layers.document, token, subject=subject)
    if any(voices.same_side(a, b) for a in actors for b in voices.named_by(subject)):
        return
    stance: Stance = "opposes" if any(c.dep_ == "neg" for c in token.children) else "supports"
    yield _Found(token, actors, start, end, stance, voices.named_by(subject))


def _judged(voices: Voices, token: Token) -> Iterator[_Found]:
    """Yield what a speaker says is lawful, will not succeed, stays barred, or would have consequences."""
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ == "PRON" or token.pos_ not in ("VERB", "AUX"):
        return
    speaker = speaker_at(voices, token.idx)
    if speaker is None or _doubted(voices, token):
        return
    negated = any(c.dep_ == "neg" for c in token.children)
    lemma = token.lemma_.lower()
    warned = token.head.lemma_.lower() == "warn" and any(c.lower_ in ("will", "would") for c in token.children)
    complements = {c.lemma_.lower() for c in token.children if c.dep_ in ("acomp", "attr", "oprd", "dobj", "xcomp")}
    stance: Stance | None = None
    issue: Token = subject
    if lemma in _DOOMED and negated != (lemma in ("fail", "backfire")):
        stance = "opposes"
        inner = [t for t in subject.subtree if t.pos_ == "VERB" and t.i > subject.i and has_to(t)]
        issue = inner[0] if inner else subject
    elif (({lemma} | complements) & _BARRED and not negated) or (warned and not voices.named_by(subject)):
        stance = "opposes"
    elif lemma == "be" and complements & _RIGHTFUL and not negated:
        stance = "supports"
    elif lemma == "be" and complements & {"lie", "provocation", "fabrication", "slander", "smear"} and not negated:
        stance = "opposes"
    if stance is None:
        return
    document = voices.layers.document
    start, end = words_of(document, issue) if issue is not subject else noun_phrase(document, issue)
    yield _Found(token, voices.expand(voices.state_of(speaker) or speaker), start, end, stance)


def _blamed(voices: Voices, terms: Sequence[Term]) -> Iterator[_Found]:
    """Yield what somebody gave a name of blame: whoever calls the closure "theft" opposes the closure."""
    document = voices.layers.document
    for term in terms:
        if term.report_says is None or term.used_by is None:
            continue
        sentence = document.token_at(term.start).sent
        start = document.text.find(term.report_says, sentence.start_char, sentence.end_char)
        if start < 0:
            continue
        before = document.doc[sentence.start : document.token_at(term.start).i]
        verb = next((t for t in reversed(before) if t.lemma_.lower() in _BLAMING), None)
        praise = any(w in words("praise.txt") for w in re.findall(r"\w+", term.term.lower()))
        if verb is not None and verb.lemma_.lower() in _BLAMING and not praise:
            yield _Found(verb, voices.expand(term.used_by), start, start + len(term.report_says), "opposes")


def _no_plans(voices: Voices, found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield what a side has no plans to do; "to do so" is what was just asked of it."""
    document = voices.layers.document
    for match in _NO_PLANS.finditer(document.text):
        speaker = speaker_at(voices, match.start())
        first = document.token_at(match.end())
        if speaker is None:
            continue
        if document.text[match.end() :].startswith(("do so", "doing so")):
            earlier = [f for f in found if 0 < first.i - f.at.i < _BACK and f.stance == "supports"]
            asked = [f for f in earlier if any(voices.same_side(speaker, a) for a in f.toward)] or earlier
            if asked:
                yield _Found(first, voices.expand(speaker), asked[-1].start, asked[-1].end, "opposes")
        elif first.pos_ == "VERB":
            start, end = words_of(document, first)
            yield _Found(first, voices.expand(speaker), start, end, "opposes")


def _records(voices: Voices, found: Sequence[_Found]) -> tuple[Position, ...]:
    text = voices.layers.document.text
    kept: list[Position] = []
    seen: set[tuple[str | None, str, str]] = set()
    for item in found:
        for actor in item.actors:
            issue = text[item.start : item.end]
            key = (voices.country_of(actor) or actor, issue.lower(), item.stance)
            if key in seen or not issue:
                continue
            seen.add(key)
            kept.append(
                Position(
                    id=f"p{len(kept) + 1}", actor=actor, issue=issue, stance=item.stance,
                    toward=_toward(voices, actor, item), evidence=(Span.cut(text, item.start, item.end),),
                )
            )  # fmt: skip
    return tuple(kept)


def _toward(voices: Voices, actor: str, item: _Found) -> str | None:
    """Return whom a stance is toward: who was named so, a party within the issue, the addressee, the other side."""
    if voices.cast[actor].sector in ("OPP", "PTY"):
        return voices.state_of(actor)  # an opposition speaks to its own government
    for other in item.toward:
        if not voices.same_side(actor, other):
            return voices.state_of(other)
    for _, _, other in voices.cast.within(item.start, item.end):
        # Of a stance taken together, a third country in the issue is where the thing is, and not whom it is against.
        if voices.country_of(other) and not voices.same_side(actor, other) and len(item.actors) == 1:
            return voices.state_of(other)
    statement = voices.statement_at(item.at.idx)
    if statement is not None:
        for other in statement.addressees:
            if voices.country_of(other) and not voices.same_side(actor, other):
                return voices.state_of(other)
    return None if len(item.actors) > 1 else voices.other_side(actor)
