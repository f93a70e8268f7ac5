"""Tellings: one event, however often the page tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.record import EventType, Place, Status

_LOOKBACK = 60
"""How many earlier events of its type a telling is compared with: more than a page has, and a bound for a book."""

_SAME_STANDING: dict[Status, str] = {
    "happened": "real", "ongoing": "real", "planned": "ahead", "proposed": "ahead", "hypothetical": "ahead",
    "threatened": "threat", "denied": "not", "cancelled": "not", "unconfirmed": "claim",
}  # fmt: skip
# "Opened fire, killing one and wounding two": one sentence tells one act of these types between the same parties.
_ONE_ACT = frozenset({"ASSAULT", "REJECT", "ACCUSE", "SUPPORT"})
_WHOLE_OCCASION = frozenset({"CONSULT"})


@dataclass(slots=True)
class Telling:
    """An event in the making.

    `about` are the lemmas of its content and object; `summary` says that it stands in a title, standfirst or caption;
    `spans` are (start, end) of its tellings, the first being the trigger. `earlier` marks what the page tells as past
    at the time of its story ("had agreed"), `simple_past` what it tells as its story, `journey` a visit told as such;
    `paragraph` counts the body's paragraphs from 1, 0 outside the body.
    """

    type: EventType
    mode: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: int | None
    according_to: str | None
    lemma: str
    about: frozenset[str]
    summary: bool
    sentence: int
    spans: list[tuple[int, int]]
    confidence: float
    contexts: tuple[str, ...]
    why: tuple[str, ...]
    historical: bool = False
    place: Place | None = None
    definite: bool = False
    earlier: bool = False
    simple_past: bool = False
    nominal: bool = False
    denies_before: bool = False
    journey: bool = False
    paragraph: int = 0


def tell_once(
    tellings: Sequence[Telling], side: Callable[[str], str], day: Callable[[int | None], str | None]
) -> list[Telling]:
    """Return the tellings with those of one event merged, in order of the text.

    `side` gives the country (or the id) of an actor, `day` the value of a time. What the page's body tells goes before
    what its title says; the other tellings become evidence.
    """
    kept: list[Telling] = []
    by_type: dict[str, list[Telling]] = {}
    for telling in sorted(tellings, key=lambda t: t.summary):
        earlier = by_type.get(telling.type, [])
        # What the body repeats is the last such thing; what a title tells is the first.
        candidates = earlier[:_LOOKBACK] if telling.summary else earlier[: -_LOOKBACK - 1 : -1]
        same = next((k for k in candidates if _is_same(k, telling, side, day)), None)
        if same is None:
            kept.append(telling)
            by_type.setdefault(telling.type, []).append(telling)
        else:
            _take_in(same, telling, side)
    return sorted(kept, key=lambda t: t.spans[0])


def _is_same(one: Telling, other: Telling, side: Callable[[str], str], day: Callable[[int | None], str | None]) -> bool:
    standing = _SAME_STANDING[one.status], _SAME_STANDING[other.status]
    summary = one.summary or other.summary
    if standing[0] != standing[1]:
        # A title tells boldly what the body only reports or announces.
        refuted = set(standing) == {"claim", "not"} and one.lemma == other.lemma and not summary
        # "Dates of the visit are open": a visit that was said to be planned is still to come.
        again = standing == ("ahead", "real") and other.definite and one.mode == other.mode == "visit"
        # "Shelled the town, killing ten, officials said": one act, whatever of it the officials only say.
        act = one.type == "ASSAULT" and one.sentence == other.sentence and set(standing) == {"real", "claim"}
        loose = (
            refuted
            or act
            or (again and other.date is None)
            or (
                summary
                and not one.summary
                and standing[0] in ("claim", "ahead", "not")
                and standing[1] in ("real", "not", "ahead")
            )
        )
        if not loose or not (again or act or one.lemma == other.lemma or one.about & other.about):
            return False
    if one.mode != other.mode and None not in (one.mode, other.mode):
        return False
    if not _dates_agree(day(one.date), day(other.date)):
        return False
    if not _parties_agree(one, other, side):
        return False
    if one.type in _WHOLE_OCCASION:
        if (
            one.status == "planned"
            and one.lemma != other.lemma
            and one.date is None
            and other.date is None
            and one.sentence != other.sentence
        ):
            return summary
        return one.journey == other.journey or summary
    if summary:
        return True
    if one.sentence == other.sentence and one.type in _ONE_ACT:
        return True
    if one.type == "REJECT" and one.paragraph == other.paragraph > 0 and "would not say" in (*one.why, *other.why):
        return True  # "refused to be drawn. "I will not apologise," he said"
    shared = one.about & other.about
    if one.lemma == other.lemma:
        return bool(shared) or other.definite or (not one.about or not other.about)
    return bool(shared) and (other.definite or (one.date is not None and one.date == other.date))


def _dates_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _parties_agree(one: Telling, other: Telling, side: Callable[[str], str]) -> bool:
    a1, r1 = {side(a) for a in one.actors}, {side(a) for a in one.recipients}
    a2, r2 = {side(a) for a in other.actors}, {side(a) for a in other.recipients}
    if one.type in ("CONSULT", "AGREE", "COOPERATE"):
        p1, p2 = a1 | r1, a2 | r2
        return bool(p1 & p2) and (p1 <= p2 or p2 <= p1)
    if not (a1 | r1) or not (a2 | r2):
        return False
    if one.type == "ASSAULT" and one.sentence == other.sentence and (not a1 or not a2 or a1 & a2):
        return True  # victims of one attack: the dead and the wounded
    if other.definite and other.nominal and not (a2 | r2) - {*other.actors, *other.recipients}:
        return True  # "the expulsion": nobody of a known country is named again
    fits = (not a1 or not a2 or a1 <= a2 or a2 <= a1) and (not r1 or not r2 or r1 <= r2 or r2 <= r1)
    return fits and bool((a1 & a2) or (r1 & r2))


def _take_in(one: Telling, other: Telling, side: Callable[[str], str]) -> None:
    one.spans += [s for s in other.spans if s not in one.spans]
    if {_SAME_STANDING[one.status], _SAME_STANDING[other.status]} == {"claim", "not"}:
        one.status = "denied"  # "reports say they were moved" - "we have not moved them"
    one.mode = one.mode or other.mode
    one.place = one.place or other.place
    one.date = other.date if one.date is None else one.date
    known = {*one.actors, *one.recipients}
    if not one.actors:
        one.actors = tuple(a for a in other.actors if a not in known)
    elif not one.recipients and not other.recipients:
        one.actors = (*one.actors, *(a for a in other.actors if a not in known))
    if one.type == "ASSAULT" and one.sentence == other.sentence:
        one.recipients = tuple(dict.fromkeys(r for r in (*one.recipients, *other.recipients) if r not in one.actors))
    if not one.recipients and one.actors:
        sides = {side(a) for a in one.actors} if one.type == "CONSULT" else set(one.actors)
        one.recipients = tuple(r for r in other.recipients if r not in sides and side(r) not in sides)
    one.confidence = max(one.confidence, other.confidence)
