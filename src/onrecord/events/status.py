"""Status: whether a told event happened, is planned, was denied, or is only threatened, asked for or feared."""

from __future__ import annotations

from onrecord.events.carriage import of_noun, of_verb
from onrecord.events.lexicon import classes, lemma
from onrecord.events.sighting import Sighting
from onrecord.events.standing import Standing
from onrecord.events.syntax import children

CONFLICT = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})


def standing(sighting: Sighting) -> Standing:
    """Return the status of a sighting, from its own verb outwards through everything that carries it."""
    if sighting.nominal:
        told = of_noun(sighting.head, 0)
    elif sighting.head.pos_ == "ADJ":
        told = of_verb(sighting.head.head if sighting.head.head.pos_ in ("AUX", "VERB") else sighting.head, 0)
    else:
        told = of_verb(sighting.governor, 0)
        noun = sighting.head if sighting.head is not sighting.governor else None
        negative = [noun] if noun is not None else children(sighting.governor, "dobj", "nsubjpass", "nsubj")
        none = any(c.lower_ == "no" and c.dep_ == "det" for n in negative for c in n.children)
        if none and (told.status in ("happened", "ongoing") or told.negated):
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
        offered = sighting.frame.word in ("offer", "volunteer", "propose")
        told = told.under("proposed", "offered") if offered else told.under("planned", "promised")
    if "offer" in sighting.frame.flags and told.status == "happened":
        told = told.under("proposed", "offered")
    return told
