"""Countries that a sentence tells of an official in passing: whose message is carried, on whose behalf an offer is."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.actors.lexicon import institution_at, role_at, words
from onrecord.actors.people import Person
from onrecord.actors.roles import POSTED
from onrecord.actors.scan import Scan

OF_A_STATE = frozenset(("GOV", "MIL", "LEG", "OPP", "JUD", "COP", "SPY"))
"""Sectors whose holders are of some state, so that a page's home may stand for one left unsaid."""

_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def from_sentence_before(scan: Scan, person: Person) -> None:
    """Give an official of no state told the subject of the sentence before ("Oman joined in. Minister X said").

    The state, or an organ of it, is the subject there, in the same paragraph, and the official is the subject here.
    """
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE:
        return
    if any(p.noun.lemma == "counterpart" or p.noun.type == "relation" or p.article == "his" for p in person.phrases):
        return
    part.country = state_before(scan, person)


def state_before(scan: Scan, person: Person) -> str | None:
    """Return the state that is, or whose body is, the subject of the sentence before the one a person is subject of."""
    part = scan.cast[person.id]
    if not part.mentions:
        return None
    token = scan.document.token_at(min(m.start for m in part.mentions))
    sentence = token.sent
    named = next((t for t in sentence if scan.named.get(t.i) == person.id), None)
    top = named
    while top is not None and top.dep_ in {"compound", "appos", "flat"} and top.head.i != top.i:
        top = top.head
    if top is None or top.dep_ not in _SUBJECTS or sentence.start == 0:
        return None
    before = scan.doc[sentence.start - 1].sent
    here, there = scan.document.paragraph_at(token.idx), scan.document.paragraph_at(before[0].idx)
    subject = next((c for c in before.root.lefts if c.dep_ in _SUBJECTS), None)
    if here is None or there is None or here.start != there.start or subject is None:
        return None
    actor = scan.cast.covering(subject.idx)
    if actor is not None and scan.cast[actor].kind in {"state", "organisation"} and scan.cast[actor].sector != "IGO":
        return scan.cast[actor].country
    return None


def elsewhere(scan: Scan, person: Person, home: str) -> bool:
    """Return whether an official may well not be of the page's home: by the scene, or by who acted just before.

    "In Lima, Minister X said" on a page filed from Quito; "The Peruvian government protested. Minister X said"; "The
    Commission objected. Spokesperson X said".
    """
    part = scan.cast[person.id]
    if not part.mentions:
        return False
    sentence = scan.document.token_at(min(m.start for m in part.mentions)).sent
    opening = next((t for t in sentence if not t.is_space), None)
    hit = scan.hit_over.get(opening.i + 1) if opening is not None and opening.text == "In" else None
    if hit is not None and any(e.kind == "city" and e.country not in {None, home} for e in hit.entries):
        return True
    before = scan.doc[sentence.start - 1].sent if sentence.start else None
    if before is None or scan.turns or not _in_one_paragraph(scan, before, sentence):
        return False
    subject = next((c for c in before.root.lefts if c.dep_ in _SUBJECTS), None)
    if subject is None or role_at(subject) is not None or subject.ent_type_ == "PERSON" or subject.i in scan.named:
        return False
    body = institution_at(subject) is not None or scan.entry(subject, "organisation") is not None
    told = {c for t in subject.subtree if (c := scan.country(t))}
    union = any(e.sector == "IGO" for t in subject.subtree if (e := scan.entry(t, "organisation")))
    return union or (body and bool(told) and home not in told)


def _in_one_paragraph(scan: Scan, one: Span, other: Span) -> bool:
    here, there = scan.document.paragraph_at(other[0].idx), scan.document.paragraph_at(one[0].idx)
    return here is not None and there is not None and here.start == there.start


def from_scene(scan: Scan, person: Person) -> None:
    """Give an official of no state told that of the capital where the paragraph's scene is: "In Lima, Minister X said".

    For pages of no home alone: elsewhere it may be a visitor who speaks there.
    """
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE or not part.mentions or not person.phrases:
        return
    if any(p.noun.lemma in POSTED or p.noun.lemma == "counterpart" or p.article == "his" for p in person.phrases):
        return
    first = min(m.start for m in part.mentions)
    paragraph = scan.document.paragraph_at(first)
    opening = scan.document.tokens(paragraph.start, paragraph.end) if paragraph is not None else None
    if opening is None or len(opening) < 3 or opening[0].text != "In":
        return
    hit = scan.hit_over.get(opening.start + 1)
    capital = next((e for e in hit.entries if e.capital), None) if hit is not None else None
    if hit is None or capital is None or opening[1].lower_ in words("seats_of_summits"):
        return
    after = scan.doc[scan.last(hit) + 1]
    if after.text == ",":
        part.country = capital.country


def from_summons(scan: Scan, person: Person) -> None:
    """Give an ambassador of no state told the page's home where another state summons or expels them.

    A state recalls its own: "Lima recalled Ambassador X" tells Peru.
    """
    part, home = scan.cast[person.id], scan.cast.home
    if part.country or not any(p.noun.lemma in POSTED for p in person.phrases):
        return
    for mention in part.mentions:
        token = scan.document.tokens(mention.start, mention.end).root
        verb = token.head
        if token.dep_ not in {"dobj", "npadvmod"} or verb.lemma_.lower() not in words("verbs_of_summons"):
            continue
        subject = subject_of(verb)
        actor = scan.cast.covering(subject.idx) if subject is not None else None
        by = scan.cast[actor].country if actor is not None else None
        if by is not None and verb.lemma_.lower() in {"recall", "withdraw"}:
            part.country = by
        elif by is not None and home is not None and by != home:
            part.country = home


def from_sentence(scan: Scan, person: Person) -> None:
    """Give an official without a country the one that a sentence about them tells, if any does."""
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE:
        return
    for mention in part.mentions:
        token = scan.document.tokens(mention.start, mention.end).root
        part.country = _of_carrier(scan, token) or _of_bearer(scan, token) or _of_offer(scan, token)
        if part.country:
            return


def _of_carrier(scan: Scan, token: Token) -> str | None:
    """Return the country of whoever carries somebody's message ("handed over an invitation from President X")."""
    verb = _carrying(token)
    carrier = subject_of(verb) if verb is not None else None
    actor = scan.cast.covering(carrier.idx) if carrier is not None else None
    return scan.cast[actor].country if actor is not None and scan.cast[actor].kind == "person" else None


def _of_bearer(scan: Scan, token: Token) -> str | None:
    """Return the country of whoever is asked to convey greetings to somebody ("asked Bo to convey greetings to X")."""
    if (
        token.dep_ != "pobj"
        or token.head.lower_ != "to"
        or token.head.head.lemma_.lower() not in words("verbs_of_carrying")
    ):
        return None
    verb = token.head.head
    message = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if message is None or message.lemma_.lower() not in words("messages") or verb.dep_ not in {"xcomp", "ccomp"}:
        return None
    bearer = next((c for c in verb.head.rights if c.dep_ in {"dobj", "dative"}), None)
    actor = scan.cast.covering(bearer.idx) if bearer is not None else None
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


def seated_in(scan: Scan, at: int, sector: str | None) -> tuple[str | None, int]:
    """Return (state, end) of where officials or a ministry sit: "officials in Amman", "in the Jordanian capital".

    `at` follows their phrase; without a state it comes back as the end.
    """
    doc = scan.doc
    if at + 1 >= len(doc) or doc[at].lower_ != "in" or sector not in {"=", "GOV", "MIL", "LEG", "COP", "SPY"}:
        return None, at
    if doc[at + 1].lower_ == "the" and at + 3 < len(doc) and doc[at + 3].lower_ == "capital":
        return scan.country(doc[at + 2]), at + 4
    hit = scan.hit_over.get(at + 1)
    capital = next((e for e in hit.entries if e.capital), None) if hit is not None else None
    if hit is None or capital is None or doc[at + 1].lower_ in words("seats_of_summits"):
        return None, at
    return capital.country, scan.last(hit) + 1


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the one that it is joined to ("X called and handed over a letter")."""
    at = verb
    while True:
        subject = next((c for c in at.lefts if c.dep_ == "nsubj"), None)
        if subject is not None or at.dep_ != "conj" or at.head.i == at.i:
            return subject
        at = at.head
