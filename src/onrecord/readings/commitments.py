"""Commitments: what somebody undertook, or was announced to do, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from onrecord.readings.home import is_official
from onrecord.readings.phrases import has_to, noun_phrase, signed_to_do, words_of
from onrecord.readings.settling import Found, distinct, follow_up, record_of
from onrecord.readings.tables import rows
from onrecord.readings.voices import Voices
from onrecord.record import Commitment, Statement
from onrecord.record.readings import CommitmentState

_ROLES = ("body", "standfirst")
_MODALS = frozenset({"will", "would", "shall", "’ll", "'ll"})
_CONDITION = re.compile(
    r"\b(?:if(?! not\b)|unless|once(?! (?:a|an|every|in|more|again|each)\b)|(?:,\s*|^)provided(?: that)?|provided that"
    r"|subject to|on (?:the )?condition|as long as|only (?:if|when|after)|conditional)\b",
    re.I,
)
_DROPPED = re.compile(
    r"\b(?:dropped|withdrew|withdrawn|abandoned|scrapped|cancelled|canceled|retracted|gone back on|backed away from)\s"
    r"(?:\w+\s){0,2}?(?:threat|pledge|promise|plan|offer|commitment|undertaking|deal)\b",
    re.I,
)
_NEGATED = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "scarcely"})
_ASSURING = frozenset(
    {"assure", "reassure", "promise", "pledge", "guarantee", "undertake", "vow", "swear", "assurance", "undertaking",
     "commitment", "word"}
)  # fmt: skip
_HOPED = frozenset(
    {"hope", "wish", "fear", "believe", "think", "suspect", "doubt", "worry", "predict", "imagine", "wonder", "belief",
     "expectation", "confidence", "desire", "possibility", "risk", "danger", "prospect", "concern"}
)  # fmt: skip
_UPWARD = 5
"""Steps up the parse to a cue: "said that A and is ready to B" takes two."""


@cache
def _words(part: str) -> dict[str, CommitmentState]:
    return {r[0]: r[2] for r in rows("undertakings.tsv") if r[1] == part}  # type: ignore[misc]


@cache
def _not(*classes: str) -> frozenset[str]:
    return frozenset(r[0] for r in rows("no_undertakings.tsv") if r[1] in classes)


def read_commitments(voices: Voices) -> tuple[Commitment, ...]:
    """Return the undertakings of the page in order.

    1. Words of undertaking and what follows them: "agreed to ...", "its pledge to ...", "is ready to ...".
    2. "Will" and "would" said by the side that is to act, or of what it is to bring about.
    3. Invitations that were accepted, and visits that the host expects.
    4. A follow-up ("the commission will meet in May") gives its date to the undertaking that it follows.
    """
    document = voices.layers.document
    found: list[Found] = []
    for sentence in document.sentences:
        paragraph = document.paragraph_at(sentence[0].idx)
        if paragraph is None or paragraph.role not in _ROLES or sentence.text.rstrip(" \"”’'").endswith("?"):
            continue
        for token in sentence:
            found.extend(_undertaken(voices, token))  # 1
            found.extend(_modal(voices, token))  # 2
            found.extend(_given(voices, token))  # 1
            found.extend(_accepted(voices, token))  # 3
            found.extend(_expected(voices, token))  # 3
    return tuple(
        record_of(voices, i, f, due) for i, (f, due) in enumerate(follow_up(voices, distinct(voices, found)))
    )  # 4


def _undertaken(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what follows a word of undertaking."""
    part = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}.get(token.pos_)
    table = _words(part) if part else {}
    lemma = token.lemma_.lower()
    if lemma not in table or _denied(voices, token):
        return
    state = table[lemma]
    bearer = _bearer(voices, token)
    for verb in _infinitives(token) or signed_to_do(token):
        if verb.lemma_.lower() in _not("state", "mind") or _vague(verb) or _negated(verb):
            continue
        inner = _inner(verb)
        who = _who(voices, token, bearer, verb, lemma)
        if not who and part != "verb":
            continue
        told: CommitmentState = "disputed" if state == "open" and _put_in_question(voices, token, who) else state
        yield replace(_found(voices, inner, who, _by(voices, token, who), told), fewest=1)
    if lemma == "agree":
        yield from _agreed_that(voices, token, bearer)


def _agreed_that(voices: Voices, token: Token, bearer: Token | None) -> Iterator[Found]:
    """Yield what sides agree that somebody of theirs will do: "agreed that their envoys would meet in June"."""
    who = _who(voices, token, bearer, token, "agree")
    for verb in [c for c in token.children if c.dep_ == "ccomp" and any(t.lower_ in _MODALS for t in c.children)]:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON"), None)
        if subject is None or not who or _negated(verb) or verb.lemma_.lower() in _not("state", "mind"):
            continue
        own = any(c.dep_ == "poss" for c in subject.children) or subject.dep_ == "nsubjpass"
        doers = () if own else voices.named_by(subject)
        doers = doers if any(voices.country_of(d) for d in doers) else ()  # "a joint commission" is the two's own
        yield _found(voices, verb, doers or who, _by(voices, token, who), "open", subject=subject)


def _infinitives(token: Token) -> list[Token]:
    """Return the verbs that a word of undertaking governs, with those coordinate to them."""
    verbs = [
        c for c in token.children
        if c.dep_ in ("xcomp", "acl", "advcl", "ccomp", "relcl") and c.pos_ == "VERB" and has_to(c) and c.i > token.i
    ]  # fmt: skip
    for prep in (c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"):
        verbs += [c for c in prep.children if c.dep_ == "pcomp" and c.pos_ == "VERB"]  # "committed to sending"
    return [*verbs, *(v for c in verbs for v in c.conjuncts if v.pos_ == "VERB" and v.i > c.i and not _finite(v))]


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ == "MD" for c in verb.children)


def _inner(verb: Token) -> Token:
    """Return the deed itself in "work with the other side to upgrade a port"."""
    if verb.lemma_.lower() not in ("work", "cooperate", "join", "act"):
        return verb
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 8)]:
        if token.pos_ == "VERB" and has_to(token):
            return token
    return verb


def _given(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what is pledged or announced as a thing: "announced 4 million euros in aid", "promised 200 trucks"."""
    if token.lemma_.lower() in ("pledge", "promise", "offer") and token.pos_ == "NOUN":
        yield from _pledge_of(voices, token)
        return
    if token.pos_ != "VERB" or token.lemma_.lower() not in _gifts("giver") or _denied(voices, token):
        return
    subject = voices.subject_of(token)
    who = voices.named_by(subject) if subject is not None else ()
    for thing in token.children:
        if thing.dep_ != "dobj" or not who:
            continue
        near = [t for t in list(thing.subtree)[:10] if t.pos_ in ("NOUN", "NUM", "SYM")]
        if not any(t.lemma_.lower() in _gifts("gift") or t.text in "$€£¥" for t in near):
            continue
        start, end = noun_phrase(voices.layers.document, thing)
        bare = {"$": -1, "€": -1, "£": -1, "¥": -1}.get(voices.layers.document.text[start - 1 : start], 0)
        state: CommitmentState = "disputed" if _put_in_question(voices, token, who) else "open"
        by = _by(voices, token, who) or (voices.named_by(subject)[0] if subject is not None else None)
        yield Found(token, start + bare, end, who, by, state, thing.lemma_.lower())


def _pledge_of(voices: Voices, noun: Token) -> Iterator[Found]:
    """Yield the thing in "its pledge of 25 million euros for the forest"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    who = _who(voices, noun, owner, noun, noun.lemma_.lower()) if owner is not None else ()
    things = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    if not things or _denied(voices, noun):
        return
    if not who and owner is not None and noun.head.pos_ == "VERB":  # "thanked Norway for its pledge of ..."
        who = tuple(a for c in noun.head.children if c.dep_ == "dobj" for a in voices.named_by(c))
    near = [t for t in list(things[0].subtree)[:10] if t.pos_ in ("NOUN", "NUM", "SYM")]
    if who and any(t.like_num or t.text in "$€£¥" or t.lemma_.lower() in _gifts("gift") for t in near):
        start = things[0].left_edge.idx
        _, end = noun_phrase(voices.layers.document, noun)
        yield Found(noun, start, end, who, _by(voices, noun, who), "open", things[0].lemma_.lower())


@cache
def _gifts(sort: str) -> frozenset[str]:
    return frozenset(r[0] for r in rows("gifts.tsv") if r[1] == sort)


def _put_in_question(voices: Voices, token: Token, who: Sequence[str]) -> bool:
    """Say whether somebody else claims the undertaking and the page asks at once whether it is so."""
    statement = voices.statement_at(token.idx)
    if statement is None or any(voices.same_side(statement.speaker, w) for w in who):
        return False
    paragraph = voices.layers.document.paragraph_at(token.idx)
    return paragraph is not None and "?" in voices.layers.document.text[token.sent.end_char : paragraph.end]


def _bearer(voices: Voices, token: Token) -> Token | None:
    """Return the noun that an undertaking is said of: the owner of a pledge, else the subject."""
    if token.pos_ == "NOUN":
        for child in token.children:
            if child.dep_ == "poss":
                return child
        head = token.head
        return voices.subject_of(head) if head.pos_ in ("VERB", "AUX") else None
    if token.pos_ == "ADJ":
        return voices.subject_of(token.head) if token.head.pos_ in ("VERB", "AUX") else None
    return voices.subject_of(token)


def _who(voices: Voices, token: Token, bearer: Token | None, verb: Token, lemma: str) -> tuple[str, ...]:
    bound = lemma == "commit" and any(c.dep_ == "dobj" and voices.named_by(c) for c in token.children)
    if lemma in ("oblige", "bind") or bound:
        objects = [c for c in (*token.children, *verb.children) if c.dep_ in ("dobj", "nsubj") and c.i > token.i]
        return voices.named_by(objects[0]) if objects else ()
    if bearer is None:
        # "Agreed to start training": a post or a headline leaves out who, and agreeing takes both sides.
        return voices.parties if lemma == "agree" and token.i == token.sent.start else ()
    if bearer.pos_ == "PRON" and bearer.lower_ in ("its", "their", "his", "her", "our", "my"):
        actor = voices.cast.covering(bearer.idx)
        if actor is not None:
            return voices.expand(actor)
        subject = voices.subject_of(token.head) if token.head.pos_ in ("VERB", "AUX") else None
        return voices.named_by(subject) if subject is not None else ()
    who = voices.named_by(bearer)
    if lemma == "agree" and bearer.lower_ == "they" and not any(voices.country_of(w) for w in who):
        return voices.parties  # "They agreed": of a page about two, the two
    return who


def _by(voices: Voices, token: Token, who: Sequence[str]) -> str | None:
    """Return who announces an undertaking: the speaker of the words that hold it, else whoever makes it known."""
    statement = _holding(voices, token)
    if statement is not None and statement.speaker is not None:
        return statement.speaker
    return None


def _holding(voices: Voices, token: Token) -> Statement | None:
    """Return the statement that holds a word, else the one whose cue it is ("agreed") or is governed by."""
    statement = voices.statement_at(token.idx)
    if statement is not None:
        return statement
    here = token
    for _ in range(_UPWARD):
        told = voices.statement_by_cue(here.idx)
        if told is not None:
            return told
        if here.head is here:
            break
        here = here.head
    return None


def _denied(voices: Voices, token: Token) -> bool:
    """Say whether an undertaking is denied, doubted or asked about."""
    return _doubted(voices, token) or _negated(token)


def _doubted(voices: Voices, token: Token, *, passed_on: bool = False) -> bool:
    """Say whether a word stands in a statement that is denied, doubted or asked about.

    With `passed_on`, what somebody is reported to have announced stands, though a questioner reports it.
    """
    statement = voices.statement_at(token.idx)
    told = False
    while statement is not None:
        if statement.polarity != "asserted" and not (told and statement.polarity == "questioned"):
            return True
        told = passed_on and statement.speaker is not None and "?" not in token.sent.text
        statement = voices.by_id.get(statement.nested_in or "")
    return False


def _assured(verb: Token) -> bool:
    """Say whether somebody is assured of what will not be done: that is an undertaking, and no refusal."""
    return verb.dep_ in ("ccomp", "acl", "relcl") and verb.head.lemma_.lower() in _ASSURING


def _assurer(voices: Voices, verb: Token) -> tuple[str, ...]:
    """Return who gives an assurance of what a thing will be or not be: "gave its word that the price would stay"."""
    if not _assured(verb):
        return ()
    giver = verb.head
    owner = next((c for c in giver.children if c.dep_ == "poss"), None)
    if giver.pos_ == "NOUN" and owner is not None and giver.head.lemma_.lower() in ("receive", "obtain", "secure"):
        return voices.named_by(owner)
    subject = voices.subject_of(giver.head if giver.pos_ == "NOUN" else giver)
    return voices.named_by(subject) if subject is not None else ()


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in _NEGATED for c in verb.children)


def _vague(verb: Token) -> bool:
    """Say whether a verb only wishes a bond well: "deepen cooperation", "remain in close contact"."""
    if verb.lemma_.lower() not in _not("vague"):
        return False
    return any(t.lemma_.lower() in _not("bond") for t in list(verb.subtree)[:14])


def _modal(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what "will" or "would" undertakes, said by the side that is to act, or by a page that speaks for it."""
    if token.lower_ not in _MODALS or token.dep_ != "aux" or token.head.pos_ not in ("VERB", "AUX"):
        return
    verb = token.head
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    asked = any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in verb.children)
    if lemma in _not("state", "mind") or _vague(verb) or asked or _only_hoped(verb):
        return
    if _doubted(voices, verb, passed_on=True) or (_negated(verb) and not _assured(verb)):
        return
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) or voices.subject_of(verb)
    if subject is None or subject.dep_ == "expl" or (subject.tag_ in ("WDT", "WP") and not _follows_thing(subject)):
        return
    statement = voices.statement_at(verb.idx)
    speaker = statement.speaker if statement is not None else None
    who = voices.named_by(subject)
    if speaker is not None and subject.lower_ in ("i", "we"):
        who = voices.expand(speaker)
    if not who and (subject.lower_ == "it" or passive) and verb.dep_ == "ccomp":
        reporter = voices.subject_of(verb.head)
        who = voices.named_by(reporter) if reporter is not None else ()
    if statement is None and not who and _under_a_deal(verb) and len(voices.parties) == 2:
        item = _found(voices, verb, voices.parties, None, "open", subject=subject)
        yield replace(item, subject_noun=subject.lemma_.lower())
        return
    assurer = _assurer(voices, verb)
    if assurer and not who:
        item = _found(voices, verb, assurer, _by(voices, verb, assurer), "open", subject=subject)
        yield replace(item, subject_noun=subject.lemma_.lower())
        return
    news = statement is None and not is_official(voices.layers.document.article)
    # In a news page's own voice "will travel" is a programme; "each side will post" tells what was undertaken.
    if news and (lemma in _not("journey") or passive or not _can_be_bound(voices, who)):
        return
    if statement is not None:
        things = not who or voices.cast[who[0]].kind in ("organisation", "unnamed", "document", "group")
        own = any(voices.same_side(speaker, w) for w in who) or (len(who) == 1 and _bilateral(voices, who[0], speaker))
        # A spokesperson of no known country on a government's own page speaks for whom that page speaks for.
        own = own or (bool(who) and voices.country_of(speaker) is None and is_official(voices.layers.document.article))
        guest = _announced_guest(voices, verb, speaker) and bool(who)
        if speaker is None or not (own or guest or (things and _brings_about(voices, subject, passive))):
            return
        if not (own or guest) and (passive or not who):
            who = voices.expand(voices.state_of(speaker) or speaker)
    elif not who:
        return
    named = passive or not voices.named_by(subject)
    start_subject = subject if named and subject.pos_ != "PRON" else None
    item = _found(voices, verb, who, speaker, "open", subject=start_subject)
    yield replace(item, subject_noun=subject.lemma_.lower())


def _only_hoped(verb: Token) -> bool:
    """Say whether a clause is what somebody hopes or fears: "voiced the hope that Oslo will reopen the road"."""
    return verb.dep_ in ("ccomp", "acl", "relcl") and verb.head.lemma_.lower() in _HOPED


def _under_a_deal(verb: Token) -> bool:
    """Say whether a sentence tells what a deal provides: "Under the accord, ferries will sail again in May"."""
    first = verb.sent[0]
    return first.lower_ == "under" and any(
        t.lemma_.lower() in ("agreement", "deal", "accord", "pact", "term", "treaty", "memorandum")
        for t in verb.doc[first.i : first.i + 6]
    )


def _follows_thing(relative: Token) -> bool:
    """Say whether a relative pronoun stands for a noun: "a commission, which will meet in May"."""
    return relative.head.dep_ == "relcl"


def _can_be_bound(voices: Voices, who: Sequence[str]) -> bool:
    """Say whether these are states or bodies, of which a news page tells in its own voice what they have undertaken."""
    return bool(who) and all(voices.cast[w].kind in ("state", "bloc", "organisation") for w in who)


def _announced_guest(voices: Voices, verb: Token, speaker: str | None) -> bool:
    """Say whether a host announces a guest: "our minister said the envoy of X will visit us in May"."""
    goes = verb.lemma_.lower() in _not("journey") or any(c.lemma_.lower() == "visit" for c in verb.children)
    here = voices.cast.within(verb.sent.start_char, verb.sent.end_char)
    return goes and any(start > verb.idx and voices.same_side(actor, speaker) for start, _, actor in here)


def _bilateral(voices: Voices, actor: str, speaker: str | None) -> bool:
    """Say whether the actor is the other party of a page about two, so that a promise of its is passed on."""
    other = voices.other_side(speaker)
    return other is not None and voices.same_side(actor, other)


def _brings_about(voices: Voices, subject: Token, passive: bool) -> bool:
    """Say whether a thing is to be brought about by whoever speaks: "monitors would be sent"."""
    return passive or subject.lemma_.lower() in (
        "commission",
        "committee",
        "group",
        "union",
        "team",
        "mission",
        "company",
    )


def _accepted(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield the visit in "accepted the invitation to visit", and in "invited her to visit, and she accepted"."""
    lemma = token.lemma_.lower()
    if lemma == "accept" and token.pos_ == "VERB" and not _denied(voices, token):
        subject = voices.subject_of(token)
        for noun in token.children:
            if noun.dep_ in ("dobj", "nsubjpass", "nsubj") and noun.lemma_.lower() in (
                "invitation",
                "offer",
                "request",
            ):
                for verb in _infinitives(noun):
                    who = voices.named_by(subject) if subject is not None and subject is not noun else ()
                    by = _by(voices, token, who) or (who[0] if who else None)
                    yield _found(voices, verb, who, by, "open")
    if lemma == "invite" and token.pos_ == "VERB" and "accept" in _next_words(token):
        guests = [c for c in token.children if c.dep_ in ("dobj", "nsubj") and c.i > token.i]
        for verb in [c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.pos_ == "VERB"]:
            guest = guests or [c for c in verb.children if c.dep_ == "nsubj"]
            who = voices.named_by(guest[0]) if guest else ()
            if who:
                yield _found(voices, verb, who, None, "open")


def _expected(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield the visit that a host expects of a guest: "we expect you in spring on a state visit"."""
    if token.lemma_.lower() not in ("expect", "await") or token.pos_ != "VERB" or _denied(voices, token):
        return
    host = voices.subject_of(token)
    speaker = _by(voices, token, ())
    by = voices.cast.covering(host.idx) if host is not None else None
    by = by or speaker
    guests = [c for c in token.subtree if c.dep_ in ("dobj", "nsubj") and c.i > token.i and c.head.i <= token.i + 12]
    for guest in guests[:1]:
        who = voices.named_by(guest)
        statement = voices.statement_at(token.idx)
        if guest.lower_ == "you" and statement is not None:
            who = tuple(a for a in statement.addressees if a in voices.cast)
        visits = [t for t in token.subtree if t.lemma_.lower() in ("visit", "trip") and t.i > guest.i]
        if who and visits and by is not None and not any(voices.same_side(by, w) for w in who):
            start, end = noun_phrase(voices.layers.document, visits[0])
            yield Found(token, start, end, who, by, "open", visits[0].lemma_.lower())


def _next_words(token: Token) -> str:
    """Return the rest of the sentence and the next one."""
    rest = token.doc[token.i : min(len(token.doc), token.sent.end + 25)].text.lower()
    return re.sub(r"did not accept|not accepted|declined", "", rest)


def _found(
    voices: Voices, verb: Token, who: tuple[str, ...], by: str | None, state: CommitmentState,
    subject: Token | None = None,
) -> Found:  # fmt: skip
    document = voices.layers.document
    start, end = words_of(document, verb, subject=subject)
    clause = document.text[verb.sent.start_char : verb.sent.end_char]
    if state == "open" and _CONDITION.search(clause):
        state = "conditional"
    rest = document.text[verb.sent.start_char : verb.sent.end_char + 160]
    if (state == "conditional" and _DROPPED.search(rest)) or (state == "open" and _DROPPED.search(clause)):
        state = "withdrawn"
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return Found(verb, start, end, who, by, state, objects[0].lemma_.lower() if objects else None)
