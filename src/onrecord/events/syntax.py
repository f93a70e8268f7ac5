"""Syntax: who does what to whom in a clause, through passives, control, coordination and relative clauses."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.events.lexicon import classes, embedders, lemma

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "csubj"})
# A chain of control or coordination longer than this is a parse gone wrong; the bound keeps the walk linear.
REACH = 12

_ASKING = frozenset({"invitation", "request", "demand", "call", "appeal", "proposal", "order"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def children(token: Token, *deps: str) -> list[Token]:
    """Return the dependents of a token that stand in one of the relations."""
    return [c for c in token.children if c.dep_ in deps]


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and what is coordinated to it, in order."""
    at: Token | None = token
    for _ in range(REACH):
        if at is None:
            return
        yield at
        at = next((c for c in at.children if c.dep_ in ("conj", "appos-conj")), None)


def first_conjunct(token: Token) -> Token:
    """Return the head of the coordination that a token is in."""
    for _ in range(REACH):
        if token.dep_ != "conj" or token.head == token:
            break
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Return whether a verb is in the passive, or is a bare past participle after its noun ("signed in Oslo")."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod", "relcl") and not children(verb, "aux", "dobj"):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, *SUBJECTS, "aux", "auxpass"):
        return verb.head.pos_ in ("VERB", "AUX") and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return False


def agents(verb: Token) -> list[Token]:
    """Return the noun tokens that do what the verb says: subject, by-agent, or whoever controls it."""
    if is_passive(verb):
        # "was promised twenty trucks by Norway": the parser hangs "by" on the second object.
        return [
            p
            for bearer in (verb, *children(verb, "dobj", "oprd"))
            for by in bearer.children
            if by.dep_ == "agent" or by.lower_ == "by"
            for p in children(by, "pobj")
        ]
    return surface_subjects(verb)


_RELYING = ("count", "rely", "prevail", "bank")
"""Verbs whose "on" names who is to do it: "counts on her to sign"."""


def surface_subjects(verb: Token) -> list[Token]:
    """Return the subject of a verb as it stands, or the one that it shares with the clause above it."""
    at = verb
    for _ in range(REACH):
        own = children(at, "nsubj", "nsubjpass", "expl")
        # "... as Norway demands answers": in headlines the parser takes "as" for a preposition.
        own = own or [n for m in children(at, "mark") for n in children(m, "pobj") if n.i < at.i]
        if own:
            return [_antecedent(s, at) for s in own]
        if at.dep_ in ("acl", "relcl") and at.tag_ == "VB" and at.head.dep_ == "ROOT" and at.head.pos_ == "PROPN":
            return [at.head, *children(at.head, "appos")]  # a headline: "Oslo, Lima to hold talks"
        if at.dep_ == "relcl":
            return [at.head] if not children(at, "dobj") or at.tag_ in ("VBG", "VBN") else []
        if at.dep_ == "acl" or (at.dep_ == "xcomp" and at.head.pos_ == "NOUN"):
            letter = at.head.head.head if at.head.dep_ == "pobj" and at.head.head.lower_ == "to" else at
            if at.tag_ == "VBG" and lemma(letter) in ("write", "appeal"):
                at = letter  # "wrote to the ministry demanding the wages": who wrote
                continue
            if at.tag_ in ("VBG", "VBN"):
                return [at.head]
            # An invitation's owner invites; who accepts it visits.
            if lemma(at.head) in _ASKING:
                return preposition(at.head, "for") or preposition(at.head, "to") or _carriers(at.head)
            of = [p for p in preposition(at.head, "of") if p.pos_ == "PROPN"]  # "the readiness of Georgia to host"
            return possessors(at.head) or of or _carriers(at.head)
        if at.dep_ == "amod":
            return [at.head]
        if _is_controlled(at) and at.head.pos_ in ("VERB", "AUX", "ADJ"):
            controlled = [] if is_passive(at.head) else children(at.head, "dobj", "dative")
            if controlled and lemma(at.head) not in ("promise", "offer", "threaten"):
                return controlled
            on = [
                p
                for c in children(at.head, "prep")
                if c.lower_ in ("on", "upon", "to", "for")
                for p in children(c, "pobj")
            ]
            if on and lemma(at.head) in ("call", "appeal", "plead", *_RELYING) and not is_passive(at.head):
                return on
            at = at.head
        elif at.dep_ == "pcomp":
            at = at.head.head
            if at.pos_ in ("NOUN", "PROPN"):
                return possessors(at) or _carriers(at)
            if any(c.dep_ == "dobj" for c in at.children) and lemma(at) in (
                "accuse",
                "suspect",
                "stop",
                "prevent",
                "blame",
            ):
                return children(at, "dobj")
        elif rises(at):
            at = first_conjunct(at).head
        elif (finite := _far_conjunct(at)) is not None:
            at = finite
        elif at.dep_ in ("conj", "advcl", "acomp", "dep", "ccomp", "prep", "oprd", "attr") and at.head != at:
            at = at.head
            if at.pos_ in ("NOUN", "PROPN"):
                return []
        else:
            return []
    return []


def rises(verb: Token) -> bool:
    """Return whether a verb goes on the clause above the one that the parser hung it on.

    "He denied that they had broken the pact and accused her": `accused` goes with `denied`, as no "had" carries it.
    """
    first = first_conjunct(verb)
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBD"
        and first.tag_ == "VBN"
        and first.dep_ == "ccomp"
        and first.head.tag_ == "VBD"
        and not children(verb, *SUBJECTS)
        and any(c.lower_ == "had" for c in children(first, "aux"))
    )


def _far_conjunct(verb: Token) -> Token | None:
    """Return the perfect verb of a relative clause that a participle goes on, where the parser hung it higher.

    "It turned from the powers that have shunned it, and given their foes arms": `given` goes with `shunned`.
    """
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or verb.head.tag_ != "VBD" or children(verb, "aux", "auxpass"):
        return None
    for token in reversed(verb.doc[verb.head.i + 1 : verb.i]):
        if token.dep_ == "relcl" and token.tag_ == "VBN" and any(lemma(c) == "have" for c in children(token, "aux")):
            return token
    return None


def _is_controlled(verb: Token) -> bool:
    """Return whether a verb is the complement of the one above it; the parser calls some such infinitives adverbial."""
    if verb.dep_ == "advcl" and any(a.lower_ == "to" and a.dep_ == "aux" for a in verb.children):
        if lemma(verb.head) in _RELYING and preposition(verb.head, "on"):
            return True
        return embedders().get(("v", lemma(verb.head))) in ("ask", "plan") and bool(children(verb.head, "dobj"))
    return verb.dep_ == "xcomp"


def objects(verb: Token) -> list[Token]:
    """Return the nouns that a verb is done to: its object, the subject of its passive, its relative antecedent."""
    if is_passive(verb):
        return surface_subjects(verb)
    own = [_antecedent(o, verb) for o in children(verb, "dobj")]
    # "hands over boats": the parser may hang the object on the particle.
    own = own or [o for p in children(verb, "prt") for o in children(p, "pobj")]
    if own:
        return own
    contained = verb.dep_ == "ccomp" and verb.head.pos_ == "NOUN" and ("n", lemma(verb.head)) not in embedders()
    if (verb.dep_ == "relcl" or contained) and children(verb, "nsubj"):
        subject = children(verb, "nsubj")[0]
        if subject.lower_ not in _RELATIVE and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
            return [verb.head]
    if verb.dep_ == "conj" and not children(verb, *SUBJECTS, "prep", "xcomp", "ccomp"):
        # "condemned and denounced the raid" hangs the object on either; "flew and landed" has none to share.
        return [o for o in children(verb.head, "dobj") if o.i > verb.i]
    return []


def preposition(token: Token, word: str) -> list[Token]:
    """Return the nouns that a preposition ties to a verb or noun ("talks with X": with -> X)."""
    found: list[Token] = []
    for child in token.children:
        if child.lower_ in ("out", "away", "ahead"):  # "walked out of the talks"
            found += [p for c in child.children if c.lower_ == word for p in children(c, "pobj")]
        if child.lower_ != word:
            continue
        if child.dep_ in ("prep", "agent", "dative"):
            found += children(child, "pobj")
            for deeper in children(child, "prep"):  # "out of", "away from"
                found += children(deeper, "pobj")
        elif child.dep_ == "prt":
            found += [o for o in children(token, "dobj") if o.i > child.i]
    return found


def is_condition(clause: Token) -> bool:
    """Return whether a clause is one of "if" or "unless"."""
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided", "should") for c in clause.children)


_COMPANY = frozenset(
    [
        *("prep", "prt", "advmod", "agent", "amod", "compound", "dative", "nmod", "npadvmod", "dobj", "preconj"),
        *("oprd", "acomp", "ccomp", "intj"),
    ]
)
"""How a word that makes a frame of a verb or noun may hang on it."""


def has_word(token: Token, word: str) -> bool:
    """Return whether a token has a dependent of this form or lemma that is no argument of it."""
    return any(
        (c.lower_ == word or lemma(c) == word)
        and not (c.dep_ == "prep" and _is_when(c))
        and (c.dep_ in _COMPANY or (c.dep_ == "advcl" and c.pos_ == "ADJ"))
        for c in token.children
    )


def _is_when(preposition: Token) -> bool:
    """Return whether a preposition only says when ("called on Sunday")."""
    nouns = children(preposition, "pobj")
    return bool(nouns) and all(n.ent_type_ in ("DATE", "TIME") for n in nouns)


def possessors(noun: Token) -> list[Token]:
    """Return whose a noun is ("Russia's invasion")."""
    return children(noun, "poss")


def kernels(noun: Token) -> Iterator[Token]:
    """Yield the nouns that say what a phrase is about: its head, what it counts, what is coordinated to it."""
    for one in conjuncts(noun):
        yield one
        if lemma(one) in classes()["quantity"] or one.pos_ in ("NUM", "SYM") or one.ent_type_ in ("MONEY", "QUANTITY"):
            for prep in one.children:
                if prep.dep_ == "prep" and prep.lower_ in ("of", "in"):
                    yield from children(prep, "pobj")


def _antecedent(noun: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the noun itself."""
    if noun.lower_ in _RELATIVE and noun.tag_ in ("WP", "WDT", "IN", "DT"):
        at = first_conjunct(verb)
        for _ in range(REACH):
            if at.dep_ == "relcl":
                before = noun.doc[noun.i - 2] if noun.i > 1 and noun.nbor(-1).text == "," else noun.nbor(-1)
                # "wheat exports to Norway, which bought": the name just before the pronoun, wherever it hangs.
                return before if before.pos_ == "PROPN" and before.dep_ == "pobj" and before.i > at.head.i else at.head
            if at.dep_ not in ("ccomp", "xcomp", "conj") or at.head == at:
                break
            at = at.head
    return noun


def _carriers(noun: Token) -> list[Token]:
    """Return the subject of the verb that carries a noun ("expressed readiness to raise": who expressed)."""
    at = first_conjunct(noun)
    for _ in range(REACH):
        head = at.head
        if head.pos_ in ("VERB", "AUX") and at.dep_ in ("dobj", "attr", "pobj", "nsubjpass", "prep"):
            return agents(head)
        if head == at or at.dep_ not in ("pobj", "prep", "conj"):
            return []
        at = head
    return []


def carriers(noun: Token) -> list[Token]:
    """Return who carries a noun: the subject of the verb whose object or adjunct it is."""
    return _carriers(noun)
