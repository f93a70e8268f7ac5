"""Positions: which actor takes which stance on which issue, and toward whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.readings.appeals import needed, urged_to, urged_to_stop, wished
from onrecord.readings.leanings import branded, in_favour, in_protest, leaning, possessed, refusing
from onrecord.readings.phrases import noun_phrase, signed_to_do, words_of
from onrecord.readings.stances import Found, actors_of, carriers, doubted, issues_of, stances, taken_up, turned
from onrecord.readings.tables import words
from onrecord.readings.verdicts import accused, blamed, judged, no_plans, none_of_it, refused
from onrecord.readings.voices import Voices
from onrecord.record import Position, Span, Term
from onrecord.record.readings import Stance

_ROLES = ("body", "standfirst")
_LONG = 4
"""Letters of a word that tells one issue from another."""
_EVEN = re.compile(
    r"\b(?:objective|impartial|neutral|even-handed|balanced|fair)\b.*\b(?:stance|position|role|line)\b", re.I
)


def read_positions(voices: Voices, terms: Sequence[Term]) -> tuple[Position, ...]:
    """Return the stances taken on the page in order.

    Read are verbs of stance, nouns of stance that a verb voices, what is urged to stop, what is said to be lawful,
    doomed or barred, what somebody thinks should be, and the names that blame a thing.
    """
    document = voices.layers.document
    found: list[Found] = []
    for sentence in document.sentences:
        paragraph = document.paragraph_at(sentence[0].idx)
        if paragraph is None or paragraph.role not in _ROLES or sentence.text.rstrip(" \"”’'").endswith("?"):
            continue
        for token in sentence:
            if token.pos_ == "VERB":
                found.extend(_by_verb(voices, token))
                found.extend(urged_to_stop(voices, token))
                found.extend(_by_governed_noun(voices, token))
                found.extend(accused(voices, token))
                found.extend(refused(voices, token))
                found.extend(wished(voices, token))
                found.extend(urged_to(voices, token))
                found.extend(refusing(voices, token))
                found.extend(branded(voices, token))
                found.extend(_by_adjective(voices, token))
            elif token.pos_ == "NOUN":
                found.extend(_by_noun(voices, token))
                found.extend(_by_accord(voices, token))
                found.extend(in_favour(voices, token))
                found.extend(in_protest(voices, token))
                found.extend(possessed(voices, token))
            elif token.pos_ == "ADJ":
                found.extend(_by_adjective(voices, token))
            if token.pos_ in ("VERB", "AUX"):
                found.extend(leaning(voices, token))
            found.extend(judged(voices, token))
            found.extend(none_of_it(voices, token))
    found.extend(blamed(voices, terms))
    found.extend(no_plans(voices, found))
    return _records(voices, sorted(found, key=lambda f: (f.at.i, f.start)))


def _by_verb(voices: Voices, token: Token) -> Iterator[Found]:
    entry = stances("verb").get(token.lemma_.lower())
    if entry is None or token.dep_ in ("amod", "compound"):
        return
    stance, places = entry
    if doubted(voices, token):
        return
    toward: tuple[str, ...] = ()
    issues = issues_of(token, places)
    if not issues:
        yield from _named_issue(voices, token, stance)
        return
    if issues[0].pos_ == "PRON" or (issues[0].pos_ == "DET" and issues[0].lower_ in ("this", "that")):
        named = taken_up(token)
        if named is None:
            return
        issues = [named]
    issue = issues[0]
    if issue.lemma_.lower() in stances("noun") and issue.lemma_.lower() in ("support", "backing", "commitment"):
        return  # "ratified their support for ...": the noun tells the issue
    if stance == "supports" and issue.dep_ == "dobj" and voices.named_by(issue):
        # "supports Ruritania in safeguarding its unity": the issue stands after "in", the object is toward whom.
        inner = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "on")), None)
        objects = [c for c in inner.children if c.dep_ in ("pobj", "pcomp")] if inner is not None else []
        if objects:
            toward, issue = voices.named_by(issue), objects[0]
    if token.lemma_.lower() in ("call", "ask", "push", "press", "appeal") and issue.pos_ == "PROPN":
        return
    actors = actors_of(voices, token)
    for each in (issue, *issues[1:]):
        start, end = noun_phrase(voices.layers.document, each)
        told = voices.layers.document.text[start:end]
        taken: Stance = "neutral" if _EVEN.search(told) else turned(token, stance)
        yield Found(token, actors, start, end, taken, toward)


def _by_governed_noun(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what is welcomed as a move of the other side, requested, or ruled out."""
    lemma = token.lemma_.lower()
    if doubted(voices, token) or turned(token, "supports") == "opposes":
        return
    if token.dep_ == "xcomp" and token.head.lemma_.lower() in ("refuse", "decline"):
        return  # "refused to rule out"
    if lemma == "rule" and any(c.lower_ == "out" and c.dep_ in ("prt", "advmod") for c in token.children):
        objects = [c for c in token.children if c.dep_ in ("dobj", "pcomp", "xcomp") and c.pos_ in ("NOUN", "VERB")]
        stance: Stance = "opposes"
    else:
        sort = {"welcome": "move", "hail": "move", "applaud": "move", "request": "wanted", "demand": "wanted",
                "seek": "wanted"}.get(lemma)  # fmt: skip
        objects = [c for c in token.children if c.dep_ == "dobj" and sort and c.lemma_.lower() in carriers(sort)]
        stance = "supports"
    for issue in objects[:1]:
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(token, actors_of(voices, token), start, end, stance)


def _named_issue(voices: Voices, token: Token, stance: Stance) -> Iterator[Found]:
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
        yield Found(token, actors_of(voices, token), start, end, stance)


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


def _by_noun(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield the stance that a noun names and a verb voices: "expressed concern at", "reiterated its support for"."""
    lemma = token.lemma_.lower()
    verb = token.head
    voiced = token.dep_ in ("dobj", "nsubjpass", "conj") and verb.lemma_.lower() in (
        carriers("voice") | carriers("ask")
    )
    if voiced and lemma in carriers("wrong") and verb.lemma_.lower() == "raise":
        start, end = noun_phrase(voices.layers.document, token)
        yield Found(token, actors_of(voices, verb), start, end, "opposes")
        return
    if voiced and lemma in ("need", "necessity", "importance"):
        yield from needed(voices, token)
    entry = stances("noun").get(lemma)
    if entry is None or not voiced or (lemma == "note" and verb.lemma_ != "take"):
        return
    if any(c.lower_ == "no" for c in token.children) and entry[0] == "concerned":
        return  # "had no reservations about"
    if lemma == "view" and not any(c.lower_ in ("different", "differing", "divergent") for c in token.children):
        return
    issues = issues_of(token, entry[1]) or issues_of(verb, [p for p in entry[1] if p != "of" or lemma == "note"])
    if not issues or (issues[0].pos_ == "VERB" and issues[0].dep_ != "pcomp"):
        return
    stance = entry[0]
    if stance == "concerned" and verb.lemma_ == "raise" and _then_urges_release(verb):
        stance = "opposes"
    for issue in issues:
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(token, actors_of(voices, verb), start, end, turned(verb, turned(token, stance)))


def _by_accord(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what an accord is signed to do: whoever signs supports it."""
    if token.lemma_.lower() not in ("accord", "agreement", "deal", "pact"):
        return
    for verb in signed_to_do(token):
        start, end = words_of(voices.layers.document, verb)
        yield Found(token, actors_of(voices, token.head), start, end, "supports")


def _then_urges_release(verb: Token) -> bool:
    """Say whether who raises a concern goes on to urge the undoing of it: then the thing is opposed."""
    return any(
        c.lemma_ in ("urge", "demand", "seek")
        and any(t.lemma_ in ("release", "end", "return", "lift") for t in c.subtree)
        for c in verb.conjuncts
    )


def _by_adjective(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody is worried about, open to or opposed to; the tagger takes "was alarmed by" for a verb."""
    word = token.lower_ if token.pos_ == "VERB" else token.lemma_.lower()
    entry = stances("adj").get(word)
    passive = token.pos_ == "VERB" and any(c.dep_ == "auxpass" for c in token.children)
    if entry is None or (token.dep_ not in ("acomp", "oprd", "conj") and not passive) or doubted(voices, token):
        return
    for issue in issues_of(token, entry[1]):
        if word in ("ready", "prepared") and issue.lemma_.lower() not in carriers("peaceable"):
            continue
        if issue.pos_ == "VERB" and entry[0] == "supports":
            continue  # "committed to sending" undertakes
        start, end = noun_phrase(voices.layers.document, issue)
        verb = token if passive else token.head
        subject = voices.subject_of(verb)
        if subject is not None and subject.pos_ == "NOUN" and not voices.named_by(subject):
            return  # "the strait must stay open to all ships"
        actors = voices.named_by(subject) if passive and subject is not None else actors_of(voices, verb)
        yield Found(token, actors, start, end, turned(verb, entry[0]))


def _records(voices: Voices, found: Sequence[Found]) -> tuple[Position, ...]:
    """Return the positions; one that is told twice is one, with the fuller words and both places as evidence."""
    text = voices.layers.document.text
    kept: list[Position] = []
    seen: dict[tuple[str, Stance], list[tuple[int, frozenset[str]]]] = {}
    for item in found:
        for actor in item.actors:
            end = _within_statement(voices, item)
            issue = text[item.start : end]
            if not issue:
                continue
            evidence = Span.cut(text, item.start, end)
            told = _content(issue)
            earlier = seen.setdefault((voices.country_of(actor) or actor, item.stance), [])
            again = next((i for i, words in earlier if told <= words or words <= told), None)
            if again is not None:
                first = kept[again]
                fuller = max(first.issue, issue, key=len)
                kept[again] = first.model_copy(update={"issue": fuller, "evidence": _with(first.evidence, evidence)})
                continue
            earlier.append((len(kept), told))
            kept.append(
                Position(
                    id=f"p{len(kept) + 1}", actor=actor, issue=issue, stance=item.stance,
                    toward=_toward(voices, actor, item), evidence=(evidence,),
                )
            )  # fmt: skip
    return tuple(kept)


def _with(evidence: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Return the places of a stance with one more, unless it overlaps one of them."""
    apart = all(span.end <= e.start or e.end <= span.start for e in evidence)
    return (*evidence, span) if apart else evidence


def _content(issue: str) -> frozenset[str]:
    """Return the longer words of an issue, by which a second telling of it is known; all of them where none is long."""
    words = re.findall(r"\w+", issue.lower())
    return frozenset(w for w in words if len(w) >= _LONG) or frozenset(words)


def _within_statement(voices: Voices, item: Found) -> int:
    """Return where an issue ends, at the latest with the words of the statement: "..., a spokesman said" is no part."""
    statement = voices.statement_at(item.start)
    ends = [s.end for s in statement.spans if s.start <= item.start < s.end] if statement is not None else []
    return min(item.end, *ends) if ends else item.end


def _toward(voices: Voices, actor: str, item: Found) -> str | None:
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
    doer = _doer_after(voices, item.end)
    if doer is not None and not voices.same_side(actor, doer):
        return voices.state_of(doer)
    statement = voices.statement_at(item.at.idx)
    if statement is not None:
        for other in statement.addressees:
            if voices.country_of(other) and not voices.same_side(actor, other):
                return voices.state_of(other)
    return None if len(item.actors) > 1 else voices.other_side(actor)


def _doer_after(voices: Voices, end: int) -> str | None:
    """Return who is named after "by" right behind the issue: "the launches of 28 August by Ruritania"."""
    first = voices.layers.document.token_at(end - 1)
    for token in first.doc[first.i + 1 : min(first.i + 5, first.sent.end)]:
        if token.is_punct:
            return None
        if token.lower_ == "by":
            named = [a for o in token.children if o.dep_ == "pobj" for a in voices.named_by(o)]
            return next((a for a in named if voices.country_of(a)), None)
    return None
