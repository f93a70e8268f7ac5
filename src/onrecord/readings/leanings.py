"""Leanings: stances that a turn of phrase takes: "is against", "refuses to", "in favour of", "brands it a farce"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.readings.phrases import has_to, noun_phrase, words_of
from onrecord.readings.stances import Found, actors_of, carriers, doubted, flipped, issues_of, stances, taken_up, turned
from onrecord.readings.tables import rows, words
from onrecord.readings.voices import Voices
from onrecord.record.readings import Stance

_FOR = frozenset({"favour", "favor", "support", "defence", "defense"})
_TAKEN_BY = frozenset({"be", "come", "speak", "vote", "declare", "write", "argue", "remain", "stand", "side", "rule"})
"""Verbs with which "in favour of" is a stance of the subject's: "met in support of" is none."""
_NAMING = frozenset({"call", "brand", "label", "deem", "consider", "declare", "dub", "find", "describe", "denounce"})
_SILENT = frozenset(
    {"comment", "say", "rule", "confirm", "discuss", "answer", "name", "elaborate", "speculate", "give", "identify",
     "respond", "speak", "disclose", "talk", "reveal", "specify"}
)  # fmt: skip
"""What a spokesman who refuses only keeps to himself."""
_HELD_BY = frozenset({"opposition", "support", "backing", "objection", "resistance", "hostility", "endorsement"})
"""Nouns of stance that belong to whoever takes it, whatever is said of them: "Oslo's opposition to the ban"."""


@cache
def _table() -> dict[str, list[tuple[str, tuple[str, ...], Stance]]]:
    table: dict[str, list[tuple[str, tuple[str, ...], Stance]]] = {}
    for verb, word, preps, stance in rows("leanings.tsv"):
        table.setdefault(verb, []).append((word, tuple(preps.split("|")), stance))  # type: ignore[arg-type]
    return table


def leaning(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what a verb with a preposition leans to: "stands by", "speaks out against", "says no to"."""
    if token.lemma_.lower() not in _table() or doubted(voices, token):
        return
    for word, preps, stance in _table()[token.lemma_.lower()]:
        beside = next((c for c in token.children if c.lower_ == word or c.lemma_.lower() == word), None)
        if word != "-" and beside is None:
            continue
        for host in (token, *((beside,) if beside is not None else ())):
            objects = [
                o for p in host.children if p.dep_ == "prep" and p.lower_ in preps
                for o in p.children if o.dep_ in ("pobj", "pcomp")
            ]  # fmt: skip
            for issue in objects:
                if issue.pos_ == "PRON" or issue.ent_type_ in ("DATE", "TIME"):
                    continue
                start, end = noun_phrase(voices.layers.document, issue)
                toward = voices.named_by(issue)
                yield Found(token, actors_of(voices, token), start, end, turned(token, stance), toward)
                return


def in_favour(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what a subject is in favour of."""
    if token.lemma_.lower() not in _FOR or token.head.lower_ != "in" or token.head.head.pos_ not in ("VERB", "AUX"):
        return
    verb = token.head.head
    if verb.lemma_.lower() not in _TAKEN_BY or doubted(voices, token):
        return
    for issue in issues_of(token, ("of",)):
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(token, actors_of(voices, verb), start, end, turned(verb, "supports"))


def refusing(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what a side refuses to do, or sees no reason to."""
    if token.lemma_.lower() not in ("refuse", "decline") or token.pos_ != "VERB" or doubted(voices, token):
        return
    if turned(token, "supports") == "opposes":
        return
    for verb in [c for c in token.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB" and has_to(c)]:
        actors = actors_of(voices, token)
        states = [a for a in actors if a in voices.cast and voices.cast[a].kind != "unnamed"]
        passive = any(c.dep_ == "auxpass" for c in verb.children)  # "declined to be named"
        if verb.lemma_.lower() not in _SILENT and states and not passive:
            start, end = words_of(voices.layers.document, verb)
            yield Found(token, actors, start, end, "opposes")


def in_protest(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what is protested against by a deed: "recalled its envoy in protest at the raid"."""
    if token.lemma_.lower() != "protest" or token.dep_ != "pobj" or token.head.lower_ not in ("in", "as", "under"):
        return
    verb = token.head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    for issue in issues_of(token, ("at", "against", "over")):
        start, end = noun_phrase(voices.layers.document, issue)
        yield Found(token, actors_of(voices, verb), start, end, "opposes")


def branded(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield what somebody calls by a name of blame or of right: "branded the snub an insult", "called it lawful"."""
    if token.lemma_.lower() not in _NAMING or token.pos_ != "VERB" or doubted(voices, token):
        return
    thing = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
    names = [c for c in token.children if c.dep_ in ("oprd", "attr", "acomp", "ccomp") and c.i > token.i]
    names += [
        o for p in token.children if p.lower_ == "as" and p.i > token.i for o in (*p.children, p)
        if o.pos_ in ("NOUN", "ADJ")
    ]  # fmt: skip
    for clause in [c for c in names if c.dep_ == "ccomp" and c.pos_ in ("NOUN", "ADJ", "AUX")]:
        thing = thing or next((c for c in clause.children if c.dep_ == "nsubj"), None)
    stance = _named(names)
    if thing is None or stance is None or (thing.dep_ == "nsubjpass" and not _has_agent(token)):
        return
    if thing.pos_ == "PRON":
        taken = taken_up(token)
        if taken is None or thing.lower_ not in ("this", "that", "it"):
            return
        thing = taken
    if voices.cast.covering(thing.idx) is None or thing.pos_ == "NOUN":
        start, end = noun_phrase(voices.layers.document, thing)
        end = min(end, *(min(n.left_edge.idx, n.idx) for n in names)) if thing.i < names[0].i else end
        text = voices.layers.document.text[start:end]
        yield Found(token, actors_of(voices, token), start, start + len(text.rstrip(" \"“”'‘’,")), stance)


def _has_agent(token: Token) -> bool:
    return any(c.dep_ == "agent" for c in token.children)


def _named(names: list[Token]) -> Stance | None:
    """Return the stance of whoever gives such a name, None where the name neither blames nor praises."""
    inner = [o for n in names for c in n.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    lemmas = {t.lemma_.lower() for t in (*names, *inner)}
    if lemmas & words("blame.txt"):
        return "opposes"
    return "supports" if lemmas & words("rightful.txt") else None


def possessed(voices: Voices, token: Token) -> Iterator[Found]:
    """Yield the stance that a noun gives to its owner, whatever is said of it: "despite Oslo's support for"."""
    lemma = token.lemma_.lower()
    if lemma not in _HELD_BY or doubted(voices, token):
        return
    verb = token.head
    if token.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in carriers("voice") | carriers("ask"):
        return  # voiced: the verb's subject takes it
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    source = issues_of(token, ("from", "by"))
    if owner is None and not source:
        return
    actors = voices.named_by(owner if owner is not None else source[0])
    stance, places = stances("noun")[lemma]
    if token.dep_ == "dobj" and verb.lemma_.lower() in carriers("weaken"):
        stance = flipped(stance)
    for issue in issues_of(token, places):
        if actors and issue is not (source[0] if source else None):
            start, end = noun_phrase(voices.layers.document, issue)
            yield Found(token, actors, start, end, stance)
