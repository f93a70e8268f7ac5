"""Carriage: what the verbs and nouns that carry an event in their complement make of its status."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.events.form import own_form
from onrecord.events.lexicon import classes, embedders, lemma
from onrecord.events.sighting import is_infinitive
from onrecord.events.standing import EFFECTS, UNREAL, Standing, as_unreal_as, compose
from onrecord.events.syntax import REACH, children, first_conjunct, is_passive, rises

_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"})
# After these a noun is what the verb's event leads to or holds: "will travel for talks", "may come to a meeting".
_AHEAD_OF = frozenset({"for", "to", "at", "in", "into", "with", "on"})
_DATES = frozenset({"date", "timetable", "venue", "schedule"})
_GATHER = frozenset(["meet", "gather", "sit", "convene", "assemble", "come", "join", "use"])


def of_verb(verb: Token, depth: int) -> Standing:
    if depth > REACH:
        return Standing("unconfirmed", ("too deep",))
    base = own_form(verb, depth)
    return _carried(verb, base, depth)


def of_noun(noun: Token, depth: int) -> Standing:
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
    floated = [embedders().get(("v", lemma(c))) for c in children(noun, "acl") if c.tag_ == "VBN"]
    if told.status == "happened" and any(effect in ("want", "ask", "plan", "threat") for effect in floated):
        told = told.under("hypothetical", "floated")  # "a boycott proposed by some"
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
        if lemma(above) in _DATES and word == "for":
            return told.under("planned", f"{lemma(above)} for")  # "set no date for the visit"
        if above.pos_ == "NOUN" and any(c.lower_ == "no" for c in children(above, "det")):
            return Standing("denied", (*told.why, f"no {lemma(above)}"), negated=True)  # "made no mention of a visit"
        if above.pos_ == "NOUN" and word in ("of", "for", "on", "to", "about", "against"):
            if lemma(above) in classes()["talks"] and word in ("on", "about") and told.status == "happened":
                return Standing("hypothetical", (*told.why, f"on, of {lemma(above)}"), negated=True)  # a topic only
            if embedders().get(("n", lemma(above))) in ("plan", "ask", "threat", "want", "not", "claim"):
                return _under_noun(above, told, depth + 1)
            return told
        if above.pos_ in ("VERB", "AUX") and word in ("for", "to", "of", "from", "on", "against"):
            effect = embedders().get(("v", lemma(above)))
            if word == "for" and any(lemma(s) in _DATES for s in children(above, "nsubjpass", "dobj")):
                return told.under("planned", f"{lemma(above)} date")  # "no date has been set for the visit"
            if effect == "claim" and children(noun, "poss"):
                return told  # "appears cool on Norway's raid" leaves the raid as it is
            if effect not in (None, "fact"):
                return compose(effect, of_verb(above, depth + 1), told, lemma(above))
        if above.pos_ in ("VERB", "AUX") and word in _AHEAD_OF and not _points(noun):
            return as_unreal_as(of_verb(above, depth + 1), told, lemma(above))
        return told
    if head.pos_ in ("VERB", "AUX"):
        effect = embedders().get(("v", lemma(head)))
        if dep in ("nsubj", "nsubjpass", "attr"):
            if lemma(head) in ("be", "put", "call") and any(c.lower_ == "off" for c in head.children):
                return told.under("cancelled", "is off")
            main = of_verb(head, depth + 1)
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
                "come",
                "arrive",
                "materialise",
                "materialize",
                "follow",
                "occur",
                "go",
                "resume",
            ):
                return Standing(main.status, (*told.why, lemma(head)), main.negated)
            supposed = main.status == "hypothetical" or (main.status == "planned" and "would, reported" in main.why)
            if supposed and not _points(noun):
                return told.under("hypothetical", f"{lemma(head)} would")
            if dep == "nsubjpass" and effect in ("want", "ask", "plan", "fear") and not _points(noun):
                return compose(effect, main, told, lemma(head))  # "a visit was discussed", "talks were demanded"
            return told
        if dep == "dobj" and effect in ("plan", "ask", "not", "cancel", "want", "deny", "threat", "fear"):
            return compose(effect, of_verb(head, depth + 1), told, lemma(head))
        if dep == "dobj" and (not _points(noun) or noun.lower_ == "signing"):
            # "could provoke sanctions", "will witness the signing"
            return as_unreal_as(of_verb(head, depth + 1), told, lemma(head))
    return told


def _carried(verb: Token, told: Standing, depth: int) -> Standing:
    """Return what everything that carries the verb makes of its status."""
    head, dep = verb.head, verb.dep_
    if head == verb or dep in ("ROOT", "parataxis"):
        return told
    if rises(verb):
        return told
    if dep == "conj":
        first = first_conjunct(verb)
        if first.pos_ not in ("VERB", "AUX") or (verb.tag_ in ("VBD", "VBZ", "VBP") and first.dep_ in ("ROOT", "conj")):
            return told
        return _carried(first, told, depth + 1) if depth < REACH else told
    if dep == "ccomp" and verb.i < head.i and any(t.text == ";" for t in verb.doc[verb.i : head.i]):
        return told  # two sentences in one, as in headlines
    if dep == "xcomp" and lemma(head) in ("want", "like", "wish") and lemma(verb) in classes()["uttered"]:
        return Standing("happened", (*told.why, lemma(head)))  # "I would like to thank you" thanks
    if dep == "ccomp" and any(c.lower_ in ("why", "how") and c.i < verb.i for c in children(verb, "advmod")):
        return told  # "explain why they were expelled": they were
    if dep in ("ccomp", "xcomp", "csubj", "oprd", "acomp"):
        return _under(
            head,
            told,
            depth,
            infinitive=is_infinitive(verb),
            question=any(c.lower_ in ("whether", "if") and c.dep_ in ("mark", "advmod") for c in verb.children),
        )
    if dep == "pcomp":
        return _of_gerund(verb, told, depth)
    if dep == "advcl":
        return _of_adverbial(verb, told, depth)
    if dep in ("acl", "relcl"):
        if told.why in (("to",), ("to be",)):
            return told  # a headline's main verb, "a grant to be paid in May"
        if embedders().get(("v", lemma(verb))) == "deny" and not children(verb, "dobj", "ccomp"):
            return told  # "a claim that Oslo dismissed": what it dismissed is the claim
        # "the report that it had agreed": a clause that the noun contains, not one about the noun.
        if is_infinitive(verb) or any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children):
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
    if infinitive and lemma(head) == "tell":
        effect = "ask"  # "was told to seek an answer"
    sources = {lemma(s) for s in children(head, "nsubj")} if effect == "fact" else set()
    if sources & classes()["hearsay"]:
        effect = "claim"  # "reports say that"
    if lemma(head) == "insist" and not infinitive and told.why[:1] != ("bare",):
        effect = "fact"  # "insists that it has no plan" says so
    if infinitive and (lemma(head) == "be" or head.lower_ == "going"):
        effect = "plan"  # "is to visit", "is going to visit"
    carrier = of_verb(head if head.pos_ != "ADJ" or head.head.pos_ not in ("AUX", "VERB") else head.head, depth + 1)
    if question:
        return (
            told.under("unconfirmed", f"whether ({lemma(head)})")
            if told.status in ("happened", "ongoing", "planned")
            else told
        )
    return compose(effect, carrier, told, lemma(head))


def _is_pair(head: Token, word: str) -> bool:
    return any(c.lower_ == word for c in head.children)


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
            return compose("plan", of_verb(above, depth + 1), told, "look forward")
        if above.pos_ in ("VERB", "ADJ", "AUX"):
            effect = embedders().get(("a" if above.pos_ == "ADJ" else "v", lemma(above)))
            if word == "from":
                return told.under("denied", f"{lemma(above)} from")
            if effect is None and word in ("about", "for"):
                return told  # "thanked them for sending" is of what happened, "called for lifting" is not
            return compose(effect, of_verb(above, depth + 1), told, lemma(above))
        if above.lower_ == "short":
            return Standing("denied", (*told.why, "short of"), negated=True)
    if above.pos_ in ("VERB", "AUX"):
        main = of_verb(above, depth + 1)
        if main.status in UNREAL and told.status == "happened":
            return told.under(main.status, word)  # "will sign it before travelling on"
    return told


def _of_adverbial(verb: Token, told: Standing, depth: int) -> Standing:
    mark = next(
        (c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ not in ("to", "also")), ""
    )
    # A capital "Before" that opens a sentence is taken for a preposition without a noun.
    mark = mark or next((c.lower_ for c in children(verb, "prep") if c.i < verb.i and not children(c, "pobj")), "")
    main = of_verb(verb.head, depth + 1) if verb.head.pos_ in ("VERB", "AUX") else Standing("happened")
    if is_infinitive(verb):
        if lemma(verb.head) in _GATHER or main.status in ("denied", "cancelled", "proposed", "hypothetical"):
            return told.under(main.status, "to")
        effect = embedders().get(("v", lemma(verb.head)))
        if effect is not None and effect != "fact":
            return compose(effect, main, told, lemma(verb.head))
        return told.under("planned", "purpose")
    if told.status != "happened":
        return told
    if verb.tag_ in ("VBG", "VBN") and not children(verb, "aux", "auxpass", "mark"):
        if main.status == "denied" or verb.tag_ == "VBN":
            return told  # "under the deal, initialled on Friday, Oslo will pay"
        return told.under(main.status, "participle") if main.status in UNREAL else told
    if (
        mark in ("when", "as", "after", "before", "while", "until")
        and verb.tag_ in ("VBZ", "VBP")
        and main.status in UNREAL
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
    if governor is not None and effect == "claim" and _is_called_false(noun, governor):
        return told.under("denied", f"{lemma(noun)} called false")
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
    return told.under(EFFECTS.get(effect, "unconfirmed"), lemma(noun))


def _is_called_false(noun: Token, verb: Token) -> bool:
    """Return whether the report that a noun tells of is said to be untrue ("reports that ... were false")."""
    return lemma(verb) == "be" and any(
        c.lower_ in classes()["untrue"] and not any(n.dep_ == "neg" for n in verb.children)
        for c in children(verb, "acomp", "attr")
    )


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


def _points(noun: Token) -> bool:
    """Return whether a noun points at a known thing ("the invasion", "its visit"), which a later verb leaves real."""
    return any(c.dep_ in ("det", "poss") and c.lower_ in _POINTING for c in noun.children)
