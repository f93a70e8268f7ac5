"""Countries that a sentence tells of an official in passing: whose message is carried, on whose behalf an offer is."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors.lexicon import words
from onrecord.actors.people import Person
from onrecord.actors.scan import Scan

OF_A_STATE = frozenset(("GOV", "MIL", "LEG", "OPP", "JUD", "COP", "SPY"))
"""Sectors whose holders are of some state, so that a page's home may stand for one left unsaid."""

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def from_sentence(scan: Scan, person: Person) -> None:
    """Give an official without a country the one that a sentence about them tells, if any does."""
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE:
        return
    for mention in part.mentions:
        token = scan.document.tokens(mention.start, mention.end).root
        part.country = _of_carrier(scan, token) or _of_offer(scan, token)
        if part.country:
            return


def _of_carrier(scan: Scan, token: Token) -> str | None:
    """Return the country of whoever carries somebody's message ("handed over an invitation from President X")."""
    verb = _carrying(token)
    carrier = subject_of(verb) if verb is not None else None
    actor = scan.cast.covering(carrier.idx) if carrier is not None else None
    return scan.cast[actor].country if actor is not None and scan.cast[actor].kind == "person" else None


def sends_message(scan: Scan, person: Person) -> bool:
    """Return whether somebody carries a message of a person's on the page."""
    mentions = scan.cast[person.id].mentions
    return any(_carrying(scan.document.tokens(m.start, m.end).root) is not None for m in mentions)


def _carrying(token: Token) -> Token | None:
    """Return the verb by which a message of whom a token names is carried, None for none."""
    if token.dep_ != "pobj" or token.head.lower_ not in {"of", "from", "by"}:
        return None
    message = token.head.head
    if message.pos_ == "VERB":  # "from X" read at the verb
        message = next((c for c in message.rights if c.dep_ == "dobj"), message)
    verb = message.head
    carried = message.lemma_.lower() in words("messages") and verb.lemma_.lower() in words("verbs_of_carrying")
    return verb if carried else None


def _of_offer(scan: Scan, token: Token) -> str | None:
    """Return the state in whose name an official speaks: "Fiji is ready to send a team, Deputy Minister X said".

    Only a state's own willingness, thanks or offer shows it; "Fiji would attack" may be said by anybody.
    """
    if token.dep_ not in _SUBJECTS or token.head.lemma_.lower() not in words("verbs_of_saying"):
        return None
    told = next((c for c in token.head.children if c.dep_ == "ccomp"), None)
    subject = next((c for c in told.lefts if c.dep_ == "nsubj"), None) if told is not None else None
    actor = scan.cast.covering(subject.idx) if subject is not None else None
    if told is None or actor is None or scan.cast[actor].kind != "state":
        return None
    shown = [c for c in told.rights if c.dep_ in {"acomp", "dobj"}]
    if any(c.lemma_.lower() in words("own_side") for c in shown):
        return scan.cast[actor].country
    return None


def seated_in(scan: Scan, at: int, sector: str | None) -> str | None:
    """Return the state in whose capital officials or a ministry sit ("officials in Amman"); `at` follows the phrase."""
    doc = scan.doc
    if at + 1 >= len(doc) or doc[at].lower_ != "in" or sector not in {"=", "GOV", "MIL", "LEG", "COP", "SPY"}:
        return None
    hit = scan.hit_over.get(at + 1)
    capital = next((e for e in hit.entries if e.capital), None) if hit is not None else None
    summit = doc[at + 1].lower_ in words("seats_of_summits")
    return capital.country if capital is not None and not summit else None


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one that it is joined to ("X called and handed over a letter")."""
    at = verb
    while True:
        subject = next((c for c in at.lefts if c.dep_ == "nsubj"), None)
        if subject is not None or at.dep_ != "conj" or at.head.i == at.i:
            return subject
        at = at.head
