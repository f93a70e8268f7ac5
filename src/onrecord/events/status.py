"""Status: whether a told event happened, is planned, was denied, or is only threatened, asked for or feared."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.events.lexicon import Effect, classes, embedders, lemma
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import REACH, children, first_conjunct, is_condition, is_passive
from onrecord.record import Status

CONFLICT = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_OUGHT = frozenset({"should", "must", "ought", "need"})
_IF = frozenset(
    {"if", "unless", "until", "till", "once", "whether", "lest", "in case", "provided", "providing", "should"}
)
_NEVER = frozenset({"never", "neither", "nor", "no", "none", "nobody", "nothing", "hardly", "n't", "not", "without"})
_UNREAL: frozenset[Status] = frozenset(
    {"planned", "proposed", "threatened", "hypothetical", "denied", "cancelled", "unconfirmed"}
)
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
# After these a noun is what the verb's event leads to or holds: "will travel for talks", "may come to a meeting".
_AHEAD_OF = frozenset({"for", "to", "at", "in", "into", "with", "on"})
_GATHER = frozenset(["meet", "gather", "sit", "convene", "assemble", "come", "join", "use"])

_EFFECTS: dict[Effect, Status] = {
    "deny": "denied", "plan": "planned", "want": "hypothetical", "ask": "proposed", "threat": "threatened",
    "not": "denied", "doubt": "unconfirmed", "fear": "hypothetical", "cancel": "cancelled", "if": "hypothetical",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a telling and how it came about.

    `negated` marks what is no event: a plain "not", which nobody had claimed before.
    """

    status: Status
    why: tuple[str, ...] = ()
    negated: bool = False

    def under(self, status: Status, why: str) -> Standing:
        """Return the standing that this one has within something else."""
        return Standing(status, (*self.why, why))


def standing(sighting: Sighting) -> Standing:
    """Return the status of a sighting, from its own verb outwards through everything that carries it."""
    if sighting.nominal:
        told = _of_noun(sighting.head, 0)
    elif sighting.head.pos_ == "ADJ":
        told = _of_verb(sighting.head.head if sighting.head.head.pos_ in ("AUX", "VERB") else sighting.head, 0)
    else:
        told = _of_verb(sighting.governor, 0)
        noun = sighting.head if sighting.head is not sighting.governor else None
        negative = [noun] if noun is not None else children(sighting.governor, "dobj", "nsubjpass", "nsubj")
        if any(c.lower_ == "no" and c.dep_ == "det" for n in negative for c in n.children) and told.status in (
            "happened",
            "ongoing",
        ):
            told = Standing("denied", (*told.why, "no"), negated=True)
        if (
            noun is not None
            and told.status == "happened"
            and told.why[-1:] == ("present",)
            and lemma(sighting.governor) == "be"
        ):
            told = told.under("ongoing", "is on")
        if noun is not None and told.status == "happened":
            words = {c.lower_ for c in noun.children}
            if words & classes()["doubted"]:
                told = told.under("unconfirmed", "doubted noun")
            elif words & classes()["ahead"]:
                told = told.under("planned", "ahead")
    if "state" in sighting.frame.flags and told.status == "happened" and told.why[0] in ("present", "noun"):
        told = told.under("ongoing", "lasts")
    if "noncommittal" in sighting.frame.flags:
        told = Standing("happened", ("would not say",))
    if "promise" in sighting.frame.flags and told.status in ("happened", "ongoing"):
        told = told.under("planned", "promised")
    return told


def _of_verb(verb: Token, depth: int) -> Standing:
    if depth > REACH:
        return Standing("unconfirmed", ("too deep",))
    base = _own(verb, depth)
    return _carried(verb, base, depth)


def _follows_nor(verb: Token) -> bool:
    """Return whether a verb is the second of "neither ... nor"."""
    return verb.dep_ == "conj" and any(c.lower_ == "nor" and c.i < verb.i for c in verb.head.children)


def _own(verb: Token, depth: int) -> Standing:
    """Return what the verb's own form says, before anything that carries it."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {a.lower_ for a in auxiliaries}
    lemmas = {lemma(a) for a in auxiliaries}
    negated = (
        _follows_nor(verb)
        or any(c.dep_ == "neg" or (c.lower_ in _NEVER and c.dep_ in ("advmod", "preconj", "cc")) for c in verb.children)
        or any(
            c.dep_ in ("nsubj", "nsubjpass")
            and (c.lower_ in _NEVER or any(d.lower_ in ("no", "neither") for d in c.children if d.dep_ == "det"))
            for c in verb.children
        )
    )
    hedged = any(c.lower_ in classes()["hedge"] for c in verb.children) or _by_rumour(verb)
    conditional = any(c.dep_ == "mark" and c.lower_ in _IF for c in verb.children) or any(
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
    elif verb.tag_ in ("VBD", "VBN") and (auxiliaries or verb.tag_ == "VBD"):
        status = "happened"
        if is_passive(verb) and not lemmas & {"have"} and any(a.tag_ in ("VBZ", "VBP") for a in auxiliaries):
            status, why = "happened", "present passive"
    elif verb.tag_ in ("VBZ", "VBP"):
        status, why = "happened", "present"
    elif verb.tag_ == "VB" and "to" not in words and verb.dep_ in ("conj",) and verb.head.pos_ in ("VERB", "AUX"):
        return _own(verb.head, depth + 1) if depth < REACH else Standing("unconfirmed")
    elif verb.tag_ == "VBN" and verb.dep_ == "conj" and verb.head.tag_ == "VBN" and depth < REACH:
        return _own(verb.head, depth + 1)
    elif verb.tag_ == "VB" and not auxiliaries and verb.dep_ in ("ROOT", "ccomp"):
        status, why = "happened", "bare"
    else:
        status, why = "happened", "no tense"
    if negated:
        return Standing(
            "denied", (why, "negated"), negated=status in ("happened", "ongoing", "planned", "hypothetical")
        )
    if hedged and status in ("happened", "ongoing"):
        return Standing("unconfirmed", (why, "hedged"))
    if _is_question(verb) and _is_polar(verb) and any(s.lower_ == "you" for s in children(verb.sent.root, "nsubj")):
        return Standing("unconfirmed", (why, "you are asked"), negated=True)  # "do you condemn that?" claims nothing
    if status in ("happened", "planned", "ongoing") and _is_question(verb) and _is_polar(verb):
        return Standing("unconfirmed", (why, "asked"))
    return Standing(status, (why,))


def _by_rumour(verb: Token) -> bool:
    """Return whether the clause rests on reports or rumours that nobody stands behind."""
    for child in verb.children:
        if child.lower_ == "according":
            words = {t.lower_ for t in child.subtree}
            return bool(words & {"reports", "rumours", "rumors", "unverified", "unconfirmed"})
    return False


def _is_question(verb: Token) -> bool:
    return any(t.text == "?" for t in verb.doc[max(verb.i, verb.sent.end - 3) : verb.sent.end])


def _is_polar(verb: Token) -> bool:
    """Return whether a question asks whether the verb's event is so (its auxiliary stands before its subject)."""
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


def _carried(verb: Token, told: Standing, depth: int) -> Standing:
    """Return what everything that carries the verb makes of its status."""
    head, dep = verb.head, verb.dep_
    if head == verb or dep in ("ROOT", "parataxis"):
        return told
    if dep == "conj":
        first = first_conjunct(verb)
        if first.pos_ not in ("VERB", "AUX") or (verb.tag_ in ("VBD", "VBZ", "VBP") and first.dep_ in ("ROOT", "conj")):
            return told
        return _carried(first, told, depth + 1) if depth < REACH else told
    if dep == "ccomp" and verb.i < head.i and any(t.text == ";" for t in verb.doc[verb.i : head.i]):
        return told  # two sentences in one, as in headlines
    if dep in ("ccomp", "xcomp", "csubj", "oprd", "acomp"):
        return _under(
            head,
            told,
            depth,
            infinitive=_is_infinitive(verb),
            question=any(c.lower_ in ("whether", "if") and c.dep_ in ("mark", "advmod") for c in verb.children),
        )
    if dep == "pcomp":
        return _of_gerund(verb, told, depth)
    if dep == "advcl":
        return _of_adverbial(verb, told, depth)
    if dep in ("acl", "relcl"):
        # "the report that it had agreed": a clause that the noun contains, not one about the noun.
        if _is_infinitive(verb) or any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children):
            return _under_noun(head, told, depth)
        return told
    if dep == "amod":
        return told.under("ongoing", "participle") if verb.tag_ == "VBG" else told
    return told


def _under(head: Token, told: Standing, depth: int, *, question: bool = False, infinitive: bool = False) -> Standing:
    """Return the status of what a verb or adjective has for its complement."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return _under_noun(head, told, depth) if head.pos_ == "NOUN" else told
    kind = "a" if head.pos_ == "ADJ" else "v"
    effect = embedders().get((kind, lemma(head))) or embedders().get((kind, head.lower_))
    if head.tag_ == "VBN" and is_passive(head):
        effect = embedders().get(("a", head.lower_)) or effect
    if lemma(head) == "have" and _is_pair(head, "yet"):
        return Standing("denied", (*told.why, "yet to"), negated=True)
    if lemma(head) == "look" and _is_pair(head, "forward"):
        effect = "plan"
    if infinitive and (lemma(head) == "be" or head.lower_ == "going"):
        effect = "plan"  # "is to visit", "is going to visit"
    carrier = _of_verb(head if head.pos_ != "ADJ" or head.head.pos_ not in ("AUX", "VERB") else head.head, depth + 1)
    if question:
        return (
            told.under("unconfirmed", f"whether ({lemma(head)})")
            if told.status in ("happened", "ongoing", "planned")
            else told
        )
    return _compose(effect, carrier, told, lemma(head))


def _is_pair(head: Token, word: str) -> bool:
    return any(c.lower_ == word for c in head.children)


def _compose(effect: Effect | None, carrier: Standing, told: Standing, word: str) -> Standing:
    """Return the status of a complement, given what its carrier does to it and whether the carrier itself holds."""
    if told.status in ("denied", "cancelled") and effect in (None, "fact", "claim", "plan"):
        return Standing(told.status, (*told.why, word), told.negated)
    if carrier.status == "denied":
        # Not agreed, not said, not denied: left open, unless the carrier would have made it happen.
        if effect in ("plan", "want", None):
            # "denied that it was preparing to seize" answers a claim; "was not preparing to" need not.
            return Standing("denied", (*told.why, f"not {word}"), negated=carrier.negated)
        if effect == "fact":
            return Standing(
                "denied" if carrier.negated else "unconfirmed", (*told.why, f"not {word}"), negated=carrier.negated
            )
        if effect in ("not", "deny"):
            return told.under("unconfirmed", f"not {word}")
    if effect in (None, "fact"):
        if carrier.status in _UNREAL and told.status in ("happened", "ongoing"):
            return told.under(carrier.status, word)
        return Standing(told.status, (*told.why, word), told.negated)
    if effect == "claim":
        if told.status in ("happened", "ongoing"):
            return told.under("unconfirmed", word)
        return told
    status = _EFFECTS[effect]
    if effect == "not":
        # Refused, failed, stopped short: it was not done, and nobody had said that it was.
        return Standing(status, (*told.why, word), negated=True)
    if effect in ("deny", "cancel"):
        return told.under(status, word)
    if effect == "plan" and carrier.status in ("hypothetical", "proposed", "unconfirmed", "threatened", "denied"):
        return told.under(carrier.status, word)
    if effect == "fear" and told.status in ("proposed", "planned", "hypothetical", "unconfirmed"):
        return told.under("proposed" if told.status == "proposed" else "hypothetical", word)
    if effect == "doubt" and told.status not in ("happened", "ongoing"):
        return told
    return told.under(status, word)


def _of_gerund(verb: Token, told: Standing, depth: int) -> Standing:
    """A gerund after a preposition: "of backing", "after signing", "instead of lifting"."""
    preposition = verb.head
    above = preposition.head
    word = preposition.lower_
    aside = {above.lower_, *(c.lower_ for c in preposition.children)}
    if word in ("without", "instead", "than") or (word == "of" and aside & {"instead", "short"}):
        return Standing("denied", (*told.why, f"{word} doing"), negated=True)
    if word in ("for", "of", "about", "on", "in", "from", "against", "to", "toward", "towards"):
        if above.pos_ == "NOUN":
            return _under_noun(above, told, depth)
        if lemma(above) == "look" and _is_pair(above, "forward"):
            return _compose("plan", _of_verb(above, depth + 1), told, "look forward")
        if above.pos_ in ("VERB", "ADJ", "AUX"):
            effect = embedders().get(("a" if above.pos_ == "ADJ" else "v", lemma(above)))
            if word == "from":
                return told.under("denied", f"{lemma(above)} from")
            if effect is None and word in ("about", "for"):
                return told  # "thanked them for sending" is of what happened, "called for lifting" is not
            return _compose(effect, _of_verb(above, depth + 1), told, lemma(above))
        if above.lower_ == "short":
            return Standing("denied", (*told.why, "short of"), negated=True)
    if above.pos_ in ("VERB", "AUX"):
        main = _of_verb(above, depth + 1)
        if main.status in _UNREAL and told.status == "happened":
            return told.under(main.status, word)  # "will sign it before travelling on"
    return told


def _of_adverbial(verb: Token, told: Standing, depth: int) -> Standing:
    mark = next(
        (c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ not in ("to", "also")), ""
    )
    # A capital "Before" that opens a sentence is taken for a preposition without a noun.
    mark = mark or next((c.lower_ for c in children(verb, "prep") if c.i < verb.i and not children(c, "pobj")), "")
    main = _of_verb(verb.head, depth + 1) if verb.head.pos_ in ("VERB", "AUX") else Standing("happened")
    if _is_infinitive(verb):
        if lemma(verb.head) in _GATHER or main.status in ("denied", "cancelled", "proposed", "hypothetical"):
            return told.under(main.status, "to")
        effect = embedders().get(("v", lemma(verb.head)))
        if effect is not None and effect != "fact":
            return _compose(effect, main, told, lemma(verb.head))
        return told.under("planned", "purpose")
    if told.status != "happened":
        return told
    if verb.tag_ in ("VBG", "VBN") and not children(verb, "aux", "auxpass", "mark"):
        if main.status in ("denied",):
            return told
        return told.under(main.status, "participle") if main.status in _UNREAL else told
    if (
        mark in ("when", "as", "after", "before", "while", "until")
        and verb.tag_ in ("VBZ", "VBP")
        and main.status in _UNREAL
    ):
        # "must answer before the minister visits": the visit is to come, whatever the answer.
        coming = mark in ("before", "until") and main.status == "proposed"
        return told.under("planned" if coming else main.status, mark)
    if mark == "before" and verb.tag_ == "VBG":
        return told
    return told


def _under_noun(noun: Token, told: Standing, depth: int) -> Standing:
    """The complement of a noun: "a promise to send", "the threat of closing", "plans for lifting"."""
    effect = embedders().get(("n", lemma(noun)))
    if effect is None:
        # "the first delegation to visit", "a drive to convince": whether it came to that is not told.
        return (
            Standing("hypothetical", (*told.why, f"to, of {lemma(noun)}"), negated=True)
            if told.why[-1:] == ("no tense",)
            else told
        )
    governor = _governing_verb(noun)
    if any(c.lower_ == "no" for c in children(noun, "det")):
        return told.under("denied", f"no {lemma(noun)}")
    if governor is not None and effect in ("claim", "ask", "plan", "threat", "want"):
        above = embedders().get(("v", lemma(governor)))
        if above == "deny" or above == "not":
            return told.under("denied", f"{lemma(governor)} {lemma(noun)}")
        if above == "cancel":
            return told.under("cancelled", f"{lemma(governor)} {lemma(noun)}")
        if lemma(governor) == "accept" and effect == "ask":
            return told.under("planned", "accepted")
    if effect == "claim" and told.status not in ("happened", "ongoing"):
        return told
    return told.under(_EFFECTS.get(effect, "unconfirmed"), lemma(noun))


def _governing_verb(noun: Token) -> Token | None:
    at = first_conjunct(noun)
    for _ in range(REACH):
        head = at.head
        if head == at:
            return None
        if head.pos_ in ("VERB", "AUX"):
            return head
        if at.dep_ not in ("pobj", "prep", "conj", "dobj", "attr", "appos", "nmod", "compound", "pcomp"):
            return None
        at = head
    return None


def _of_noun(noun: Token, depth: int) -> Standing:
    """The status of an event told by a noun alone: its own words, then the verb or noun that has it."""
    words = {c.lower_ for c in noun.children if c.dep_ in ("amod", "det", "advmod", "compound", "neg")}
    told = Standing("happened", ("noun",))
    if words & {"no"}:
        return Standing("denied", ("no",), negated=True)
    if words & {"any"}:
        return told.under("hypothetical", "any")
    if words & classes()["ahead"]:
        told = told.under("planned", "ahead")
    elif words & classes()["doubted"]:
        told = told.under("unconfirmed", "doubted")
    elif words & {"ongoing", "continuing", "current", "continued"}:
        told = told.under("ongoing", "ongoing")
    at = first_conjunct(noun)
    head, dep = at.head, at.dep_
    if head == at:
        return told
    if dep == "pobj" and head.dep_ == "prep":
        word, above = head.lower_, head.head
        if above.dep_ == "npadvmod":
            above = above.head  # "expecting you next spring on a visit"
        if word in ("before", "until") or (word == "of" and above.lower_ == "ahead"):
            return told.under("planned", word) if told.status == "happened" and above.pos_ not in ("VERB",) else told
        if word == "without":
            return told.under("denied", word)
        if above.pos_ == "NOUN" and any(c.lower_ == "no" for c in children(above, "det")):
            return Standing("denied", (*told.why, f"no {lemma(above)}"), negated=True)  # "made no mention of a visit"
        if above.pos_ == "NOUN" and word in ("of", "for", "on", "to", "about", "against"):
            if embedders().get(("n", lemma(above))) in ("plan", "ask", "threat", "want", "not", "claim"):
                return _under_noun(above, told, depth + 1)
            return told
        if above.pos_ in ("VERB", "AUX") and word in ("for", "to", "of", "from", "on", "against"):
            effect = embedders().get(("v", lemma(above)))
            if effect == "claim" and children(noun, "poss"):
                return told  # "appears cool on Norway's raid" leaves the raid as it is
            if effect not in (None, "fact"):
                return _compose(effect, _of_verb(above, depth + 1), told, lemma(above))
        if above.pos_ in ("VERB", "AUX") and word in _AHEAD_OF and not _points(noun):
            return _as_unreal_as(_of_verb(above, depth + 1), told, lemma(above))
        return told
    if head.pos_ in ("VERB", "AUX"):
        effect = embedders().get(("v", lemma(head)))
        if dep in ("nsubj", "nsubjpass", "attr"):
            main = _of_verb(head, depth + 1)
            passive_effect = embedders().get(("a", head.lower_)) if is_passive(head) else None
            if passive_effect == "plan" or (effect == "cancel" and is_passive(head)):
                return told.under("planned" if passive_effect == "plan" else "cancelled", lemma(head))
            if main.status in ("planned", "hypothetical", "proposed", "denied") and lemma(head) in (
                "be",
                "take",
                "have",
                "continue",
                "begin",
                "start",
                "happen",
                "occur",
                "go",
                "resume",
            ):
                return Standing(main.status, (*told.why, lemma(head)), main.negated)
            if main.status == "hypothetical" and not _points(noun):
                return told.under("hypothetical", f"{lemma(head)} would")
            if dep == "nsubjpass" and effect in ("want", "ask", "plan", "fear") and not _points(noun):
                return _compose(effect, main, told, lemma(head))  # "a visit was discussed", "talks were demanded"
            return told
        if dep == "dobj" and effect in ("plan", "ask", "not", "cancel", "want", "deny", "threat", "fear"):
            return _compose(effect, _of_verb(head, depth + 1), told, lemma(head))
        if dep == "dobj" and (not _points(noun) or noun.lower_ == "signing"):
            # "could provoke sanctions", "will witness the signing"
            return _as_unreal_as(_of_verb(head, depth + 1), told, lemma(head))
    return told


def _points(noun: Token) -> bool:
    """Return whether a noun points at a known thing ("the invasion", "its visit"), which a later verb leaves real."""
    return any(c.dep_ in ("det", "poss") and c.lower_ in _POINTING for c in noun.children)


def _as_unreal_as(carrier: Standing, told: Standing, word: str) -> Standing:
    """Return what a new thing in the clause of a verb is worth when the verb's own event is not real (yet)."""
    if told.status == "happened" and carrier.status in ("planned", "proposed", "threatened", "hypothetical"):
        return told.under(carrier.status, word)
    return told


def _is_infinitive(verb: Token) -> bool:
    return any(a.lower_ == "to" and a.dep_ == "aux" for a in verb.children)
