"""Conditions: whether a word stands in the company that a frame asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from onrecord.events.lexicon import Condition, Frame, classes, lemma
from onrecord.events.syntax import (
    agents,
    children,
    first_conjunct,
    has_word,
    is_passive,
    kernels,
    objects,
    possessors,
    preposition,
    surface_subjects,
)  # fmt: skip

_LIGHT_REACH = 6
_CALLED = frozenset({"oprd", "ccomp", "xcomp", "acomp", "attr"})
_INTENDING = frozenset({"go", "plan", "intend", "mean"})
_AHEAD = frozenset({"will", "would", "shall", "'ll", "’ll", "'d"})


def holds(frame: Frame, token: Token) -> bool:
    """Return whether all conditions of a frame hold for a word."""
    return all(_check(condition, token, frame) != condition.negated for condition in frame.needs)


def _check(condition: Condition, token: Token, frame: Frame) -> bool:
    key, values = condition.key, condition.values
    if key == "light":
        return light_verb(token, frame) is not None
    if key in _TESTS:
        return _TESTS[key](token, values)
    if values is None:
        return has_word(token, key)
    bearers = [token, *children(token, "dobj")] if token.pos_ == "VERB" else [token]
    doing = [v for b in bearers for c in b.children if c.lower_ == key for v in children(c, "pcomp")]
    if any(lemma(v) in values for v in doing):
        return True  # "barred them from leaving"
    return any(lemma(k) in values for bearer in bearers for noun in preposition(bearer, key) for k in kernels(noun))


def _has_object(token: Token, values: frozenset[str] | None) -> bool:
    nouns = objects(token)
    if is_passive(token):
        nouns = [*nouns, *children(token, "dobj", "oprd")]  # "was given twenty trucks"
    return bool(nouns) if values is None else _any_of(nouns, values)


def _has_subject(token: Token, values: frozenset[str] | None) -> bool:
    nouns = agents(token)
    if values is not None and not nouns and not children(token, "dobj"):
        nouns = surface_subjects(token)
    return bool(nouns) if values is None else _any_of(nouns, values)


def _any_of(nouns: Sequence[Token], values: frozenset[str]) -> bool:
    return any(
        lemma(k) in values or k.lower_ in values or (k.tag_ == "NNPS" and k.ent_type_ == "NORP" and "people" in values)
        for noun in nouns
        for k in kernels(noun)
    )


def _has_infinitive(token: Token, values: frozenset[str] | None) -> bool:
    bare = lemma(token) == "let"
    verbs = [
        c
        for c in token.children
        if c.dep_ in ("xcomp", "ccomp", "advcl", "acl")
        and c.i > token.i
        and (any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children) or (bare and c.tag_ == "VB"))
    ]
    return bool(verbs) if values is None else any(lemma(v) in values for v in verbs)


def _has_goal(token: Token, values: frozenset[str] | None) -> bool:
    """What follows "to": an infinitive or a noun."""
    if _has_infinitive(token, values):
        return True
    nouns = preposition(token, "to")
    return bool(nouns) if values is None else _any_of(nouns, values)


def _has_clause(token: Token, values: frozenset[str] | None) -> bool:
    clauses = [
        c
        for c in token.children
        if c.dep_ == "ccomp" and not any(a.lower_ == "to" and a.dep_ == "aux" for a in c.children)
    ]
    if values is None:
        return bool(clauses)
    return any(a.lower_ in values for c in clauses for a in c.children)


def _has_particle(token: Token, values: frozenset[str] | None) -> bool:
    particles = {c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep")}
    return bool(particles & values) if values else bool(children(token, "prt"))


def _has_complement(token: Token, values: frozenset[str] | None) -> bool:
    """An object complement: "called it a farce"; with the value `quoted`, one in quotation marks."""
    complement = [c for c in token.children if c.dep_ in ("oprd", "ccomp", "xcomp", "dobj", "appos") and c.i > token.i]
    if values is None:
        return any(c.dep_ == "oprd" for c in complement)
    later = [t for t in token.doc[token.i + 1 : token.sent.end] if t.is_quote]
    if not later or not objects(token):
        return False
    first = later[0]
    between = first.doc[token.i + 1 : first.i]
    # The quoted words follow the object at once: no verb of another clause stands between.
    return (
        len(between) <= 12
        and bool(len(between))
        and not any(t.pos_ in ("VERB", "AUX") or t.lower_ in (",", "for", "of the") for t in between)
    )


def _has_own_participant(token: Token, values: frozenset[str] | None) -> bool:
    """A participant of the noun's own: a possessor, a name or nationality before it, or one after of, by, with ..."""
    if possessors(token):
        return True
    if any(
        c.dep_ in ("amod", "compound", "nmod")
        and (c.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or c.pos_ == "PROPN")
        for c in token.children
    ):
        return True
    return any(
        c.lower_ in ("of", "by", "with", "between", "against", "on", "from", "to", "in") and _names_someone(p)
        for c in children(token, "prep")
        for p in children(c, "pobj")
    )


def _has_owner(noun: Token) -> bool:
    """Whose act a noun tells: a possessor, a name or nationality before it, or after "by"."""
    if possessors(noun) or any(_names_someone(p) for p in preposition(noun, "by")):
        return True
    return any(
        c.dep_ in ("amod", "compound", "nmod") and c.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
        for c in noun.children
    )


def _is_place(noun: Token) -> bool:
    """A place by name, or one where people are held."""
    return noun.ent_type_ in ("GPE", "LOC", "FAC") or noun.pos_ == "PROPN" or lemma(noun) in classes()["cell"]


def _is_somebody(noun: Token) -> bool:
    """A person or delegation: by name, by office, by a pronoun."""
    if noun.tag_ == "NNPS" or children(noun, "nummod"):
        return False  # "hosts 400,000 Nepalis"
    return (
        noun.ent_type_ == "PERSON"
        or (noun.pos_ == "PROPN" and noun.ent_type_ not in ("ORG", "DATE", "MONEY"))
        or lemma(noun) in classes()["agentive"] | classes()["parties"]
        or noun.lower_ in ("him", "her", "them", "he", "she", "they", "who", "whom")
    )


def _has_only_name(verb: Token) -> bool:
    """A sole object that is a person or place by name ("called Reykjavik"), nothing that it is called."""
    held = children(verb, "dobj", "oprd", "dative", "xcomp", "ccomp")
    return len(held) == 1 and held[0].pos_ == "PROPN" and held[0].ent_type_ in ("GPE", "PERSON")


def _is_called(token: Token, words: frozenset[str]) -> bool:
    """What an act is called: a complement, or an "as" phrase, that holds one of the words."""
    parts = [
        c
        for bearer in (token, *children(token, "dobj"))
        for c in bearer.children
        if c.i > token.i and (c.lower_ == "as" or (bearer == token and c.dep_ in _CALLED))
    ]
    return any(lemma(t) in words or t.lower_ in words for part in parts for t in part.subtree)


def _names_someone(noun: Token) -> bool:
    return (
        any(t.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or t.pos_ == "PROPN" for t in noun.subtree)
        and noun.ent_type_ != "DATE"
    )


def _is_dated(token: Token, values: frozenset[str] | None) -> bool:
    months = classes()["month"]
    after = [p for c in children(token, "prep") for p in children(c, "pobj")]
    return any(
        p.ent_type_ in ("DATE", "TIME") or lemma(p) in months
        for p in (*after, *children(token, "compound", "poss", "nmod"))
    )


def _is_negated(token: Token, values: frozenset[str] | None) -> bool:
    intended = [token.head] if token.dep_ == "xcomp" and lemma(token.head) in _INTENDING else []
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for at in (token, *intended) for c in at.children)


def _is_subjunctive(verb: Token) -> bool:
    """A bare verb, also one that the tagger took for a plural's after a singular ("that Oslo pay")."""
    if children(verb, "aux"):
        return False
    single = any(s.tag_ in ("NN", "NNP") and not children(s, "conj") for s in children(verb, "nsubj"))
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and single)


def _is_ahead(verb: Token) -> bool:
    """With "will" or "would", or what somebody goes to, plans or means to do."""
    if any(a.lower_ in _AHEAD for a in children(verb, "aux")):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in _INTENDING


def _has_menace(token: Token, values: frozenset[str] | None) -> bool:
    """A clause or "of" phrase that speaks of what somebody will do about it, not of a danger at large."""
    menace = classes()["menace"]
    parts = [c for c in token.children if c.i > token.i and (c.dep_ in ("ccomp", "xcomp", "dobj") or c.lower_ == "of")]
    return any(lemma(t) in menace for part in parts for t in part.subtree)


def _is_plural(token: Token, values: frozenset[str] | None) -> bool:
    if token.pos_ == "NOUN":
        return token.tag_ in ("NNS", "NNPS")
    return any(s.tag_ in ("NNS", "NNPS") or children(s, "conj") or s.lower_ in ("they", "both") for s in agents(token))


_TESTS: dict[str, Callable[[Token, frozenset[str] | None], bool]] = {
    "obj": _has_object,
    "subj": _has_subject,
    "to": _has_goal,
    "inf": _has_infinitive,
    "that": _has_clause,
    "ing": lambda t, v: any(
        c.tag_ == "VBG" and c.dep_ in ("xcomp", "ccomp", "pcomp") and (v is None or lemma(c) in v) for c in t.children
    ),
    "owner": lambda t, v: _has_owner(t),
    "word": lambda t, v: any(c.lower_ in (v or ()) for o in objects(t) for c in o.children),
    "vile": lambda t, v: _is_called(t, classes()["vile"]),
    "untrue": lambda t, v: _is_called(t, classes()["untrue"]),
    "adv": lambda t, v: any(c.lower_ in (v or ()) for c in t.children),
    "dative": lambda t, v: any(v is None or lemma(c) in v for c in children(t, "dative")),
    "objname": lambda t, v: _has_only_name(t),
    "no": lambda t, v: any(c.lower_ == "no" for c in children(t, "det")),
    "person": lambda t, v: any(_is_somebody(k) for o in objects(t) for k in kernels(o)),
    "place": lambda t, v: any(
        _is_place(p) for c in children(t, "prep") if c.lower_ in ("in", "at") for p in children(c, "pobj")
    ),
    "pair": lambda t, v: any(children(s, "conj") for s in agents(t)),
    "arg": lambda t, v: t.dep_ in ("nsubj", "nsubjpass", "dobj", "ROOT"),
    "pred": lambda t, v: t.dep_ != "amod",
    "finite": lambda t, v: t.tag_ in ("VBD", "VBZ", "VBP") or bool(children(t, "aux")),
    "ahead": lambda t, v: _is_ahead(t),
    "prt": _has_particle,
    "oprd": _has_complement,
    "own": _has_own_participant,
    "dated": _is_dated,
    "neg": _is_negated,
    "plural": _is_plural,
    "menace": _has_menace,
    "subjunctive": lambda t, v: any(c.dep_ == "ccomp" and _is_subjunctive(c) for c in t.children),
    "attr": lambda t, v: t.dep_ == "attr",
    "passive": lambda t, v: is_passive(t),
}


def light_verb(noun: Token, frame: Frame) -> Token | None:
    """Return the verb that carries a noun ("held several rounds of talks": held), if it is one that the frame names."""
    wanted = next((c.values for c in frame.needs if c.key == "light"), None)
    if not wanted:
        return None
    for verb in carrying_verbs(noun):
        if lemma(verb) in wanted:
            return verb
    return None


def carrying_verbs(noun: Token) -> list[Token]:
    """Return the verbs that a noun hangs on as object, passive subject or adjunct, nearest first."""
    found = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"]
    at = first_conjunct(noun)
    for _ in range(_LIGHT_REACH):
        head = at.head
        if head == at:
            break
        if head.pos_ in ("VERB", "AUX"):
            if at.dep_ in ("dobj", "nsubjpass", "attr", "pobj", "prep", "npadvmod", "oprd"):
                found.append(head)
            break
        if at.dep_ not in ("pobj", "prep", "conj", "appos", "nmod", "compound"):
            break
        if at.dep_ == "prep" and lemma(head) in classes()["mention"]:
            break  # "made no mention of a visit" made none
        at = head
    return found
