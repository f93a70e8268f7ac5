"""Standings: the status of a telling, and what a word that carries it makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.events.lexicon import Effect, classes
from onrecord.record import Status

UNREAL: frozenset[Status] = frozenset(
    {"planned", "proposed", "threatened", "hypothetical", "denied", "cancelled", "unconfirmed"}
)
EFFECTS: dict[Effect, Status] = {
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


def compose(effect: Effect | None, carrier: Standing, told: Standing, word: str) -> Standing:
    """Return the status of a complement, given what its carrier does to it and whether the carrier itself holds."""
    if told.status in ("denied", "cancelled") and effect in (None, "fact", "claim", "plan"):
        return Standing(told.status, (*told.why, word), told.negated)
    if carrier.status == "denied":
        # Not agreed, not said, not denied: left open, unless the carrier would have made it happen.
        if effect in ("plan", "want", None):
            # "denied that it was preparing to seize" answers a claim; "was not preparing to" need not.
            return Standing("denied", (*told.why, f"not {word}"), negated=carrier.negated)
        if effect == "fact" and word in classes()["telling"]:
            return told.under("unconfirmed", f"not {word}")  # "could not confirm that"
        if effect == "fact":
            return Standing(
                "denied" if carrier.negated else "unconfirmed", (*told.why, f"not {word}"), negated=carrier.negated
            )
        if effect in ("not", "deny"):
            return told.under("unconfirmed", f"not {word}")
    if effect in (None, "fact"):
        if carrier.status in UNREAL and told.status in ("happened", "ongoing"):
            return told.under(carrier.status, word)
        return Standing(told.status, (*told.why, word), told.negated)
    if effect == "claim":
        if told.status in ("happened", "ongoing"):
            return told.under("unconfirmed", word)
        return told
    if effect == "plan" and word == "propose":
        return told.under("proposed" if carrier.status in ("happened", "ongoing") else carrier.status, word)
    status = EFFECTS[effect]
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


def as_unreal_as(carrier: Standing, told: Standing, word: str) -> Standing:
    """Return what a new thing in the clause of a verb is worth when the verb's own event is not real (yet)."""
    if told.status == "happened" and carrier.status in ("planned", "proposed", "threatened", "hypothetical"):
        return told.under(carrier.status, word)
    return told
