"""Form: what a verb's own tense, modality and negation say of its event, before anything that carries it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.events.lexicon import classes, lemma
from onrecord.events.standing import Standing
from onrecord.events.syntax import REACH, children, first_conjunct, is_condition, is_passive
from onrecord.record import Status

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_OUGHT = frozenset({"should", "must", "ought", "need"})
_IF = frozenset(
    {"if", "unless", "until", "till", "once", "whether", "lest", "in case", "provided", "providing", "should"}
)
_ASKING = frozenset(
    ["has", "have", "had", "did", "does", "do", "is", "are", "was", "were", "will", "would", "can", "could"]
)
_LABEL = 6
"""A turn's label is no longer than so many words, its colon among them."""
_NEVER = frozenset({"never", "neither", "nor", "no", "none", "nobody", "nothing", "hardly", "n't", "not", "without"})


def own_form(verb: Token, depth: int) -> Standing:
    """Return what the verb's own form says, before anything that carries it."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {a.lower_ for a in auxiliaries}
    lemmas = {lemma(a) for a in auxiliaries}
    negated = (
        _follows_nor(verb)
        or any(c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children) for c in verb.children)
        or any(c.dep_ == "neg" or (c.lower_ in _NEVER and c.dep_ in ("advmod", "preconj", "cc")) for c in verb.children)
        or any(
            c.dep_ in ("nsubj", "nsubjpass")
            and (c.lower_ in _NEVER or any(d.lower_ in ("no", "neither", "not") for d in c.subtree if d.i < c.i))
            for c in verb.children
        )
    )
    hedged = _by_rumour(verb) or any(
        c.lower_ in classes()["hedge"]
        for at in {verb, first_conjunct(verb)}
        for c in at.children
        if at == verb or c.i < at.i  # "allegedly bribed and expelled"
    )
    asked = verb.dep_ in ("ccomp", "pcomp", "csubj") and any(
        c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in verb.children
    )
    conditional = (not asked and any(c.dep_ == "mark" and c.lower_ in _IF for c in verb.children)) or any(
        c.dep_ == "advmod" and c.lower_ in ("once", "whenever")
        for c in verb.children
        if c.i < verb.i and verb.dep_ == "advcl"
    )
    has_if = any(c.dep_ == "advcl" and is_condition(c) for c in verb.children)
    if not conditional and verb.dep_ == "conj":
        conditional = any(c.dep_ == "mark" and c.lower_ in _IF for c in first_conjunct(verb).children)
    if conditional:
        # What is only a condition of something else is not told as an event, not even as a possible one.
        return Standing("hypothetical", ("if",), negated=True)
    status: Status
    why = "past"
    if words & _FUTURE:
        status, why = ("hypothetical", "will, if") if has_if else ("planned", "will")
    elif "would" in words or ("'d" in words and verb.tag_ == "VB"):
        past = _reported_in_past(verb)
        if has_if or not past:
            status, why = ("hypothetical", "would")
        else:
            status, why = ("planned", "would, reported")
    elif words & _POSSIBLE:
        status, why = "hypothetical", "may"
    elif words & _OUGHT:
        status, why = "proposed", "must"
    elif verb.tag_ == "VBG" and "be" in lemmas:
        status, why = "ongoing", "is doing"
    elif verb.tag_ == "VBN" and "to" in words:
        coming = verb.dep_ in ("acl", "relcl")
        status, why = ("planned", "to be") if coming else ("happened", "no tense")  # "a grant to be paid in May"
    elif verb.tag_ in ("VBD", "VBN") and (auxiliaries or verb.tag_ == "VBD"):
        status = "happened"
        if is_passive(verb) and not lemmas & {"have"} and any(a.tag_ in ("VBZ", "VBP") for a in auxiliaries):
            status, why = "happened", "present passive"
    elif verb.tag_ in ("VBZ", "VBP", "NNS"):
        status, why = "happened", "present"  # NNS: "a charge that it rejects", taken for a noun
    elif verb.tag_ == "VB" and "to" not in words and verb.dep_ in ("conj",) and verb.head.pos_ in ("VERB", "AUX"):
        return own_form(verb.head, depth + 1) if depth < REACH else Standing("unconfirmed")
    elif verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN" and depth < REACH:
        return own_form(verb.head, depth + 1)
    elif verb.tag_ == "VB" and not auxiliaries and any(c.lower_ == "that" for c in children(verb, "mark")):
        status, why = "proposed", "subjunctive"  # "its demand that Oslo ease the rules"
    elif verb.tag_ == "VB" and not auxiliaries and verb.dep_ == "ROOT" and not children(verb, "nsubj"):
        status, why = "proposed", "imperative"  # "Let them go!"
    elif verb.tag_ == "VB" and not auxiliaries and verb.dep_ in ("ROOT", "ccomp"):
        status, why = "happened", "bare"
    elif verb.tag_ == "VB" and "to" in words and is_headline(verb):
        status, why = "planned", "to"
    else:
        status, why = "happened", "no tense"
    if asked and status in ("happened", "ongoing"):
        return Standing("unconfirmed", (why, "whether"))
    if asked:
        return Standing("hypothetical", (why, "whether"))
    if negated:
        return Standing(
            "denied", (why, "negated"), negated=status in ("happened", "ongoing", "planned", "hypothetical")
        )
    if hedged and status in ("happened", "ongoing"):
        return Standing("unconfirmed", (why, "hedged"))
    if is_question(verb) and is_polar(verb) and any(s.lower_ == "you" for s in children(verb.sent.root, "nsubj")):
        return Standing("unconfirmed", (why, "you are asked"), negated=True)  # "do you condemn that?" claims nothing
    if status in ("happened", "planned", "ongoing") and is_question(verb) and is_polar(verb):
        return Standing("unconfirmed", (why, "asked"))
    return Standing(status, (why,))


def _follows_nor(verb: Token) -> bool:
    """Return whether a verb is the second of "neither ... nor"."""
    return verb.dep_ == "conj" and any(c.lower_ == "nor" and c.i < verb.i for c in verb.head.children)


def _by_rumour(verb: Token) -> bool:
    """Return whether the clause rests on reports or rumours that nobody stands behind."""
    for child in verb.children:
        if child.lower_ == "according":
            words = {t.lower_ for t in child.subtree}
            return bool(words & {"reports", "rumours", "rumors", "unverified", "unconfirmed"})
    return False


def is_question(verb: Token) -> bool:
    return any(t.text == "?" for t in verb.doc[max(verb.i, verb.sent.end - 3) : verb.sent.end])


def is_polar(verb: Token) -> bool:
    """Return whether a question asks whether the verb's event is so (its auxiliary stands before its subject)."""
    opening = [t for t in verb.sent if not t.is_space]
    colon = next((i for i, t in enumerate(opening[:_LABEL]) if t.text == ":"), -1)
    asking = bool(opening[colon + 1 : colon + 2]) and opening[colon + 1].lower_ in _ASKING
    if asking and verb.dep_ not in ("relcl", "acl", "advcl", "pcomp"):
        return True  # "Lake Radio: Has Oslo stopped ...?": the label bends the parse
    for asked in (verb, first_conjunct(verb), verb.sent.root):
        subject = next(iter(children(asked, "nsubj", "nsubjpass")), None)
        if subject is not None and any(a.i < subject.i for a in children(asked, "aux", "auxpass")):
            return True
        if asked.dep_ not in ("xcomp", "conj", "ccomp"):
            break
    return False


def _reported_in_past(verb: Token) -> bool:
    """Return whether a verb of saying in the past carries the verb: then "would" is a reported "will"."""
    at = first_conjunct(verb)
    for _ in range(REACH):
        head = first_conjunct(at.head)
        if at.dep_ in ("ccomp", "xcomp", "pcomp", "conj", "acl", "relcl", "advcl", "parataxis") and head != at:
            if at.dep_ in ("ccomp", "parataxis") and head.tag_ in ("VBD", "VBN"):
                return True
            at = head
            continue
        break
    # "He would visit in May, he said": the verb of saying hangs below or beside.
    return any(c.dep_ in ("parataxis", "ccomp") and c.tag_ == "VBD" for c in verb.children)


def is_headline(verb: Token) -> bool:
    """Return whether an infinitive is the main verb of a headline: "Norway to send troops", "Oslo, Lima to talk"."""
    if verb.dep_ == "ROOT":
        return True
    return verb.dep_ in ("relcl", "acl") and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN"
