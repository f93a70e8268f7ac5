"""Sides: the two parties that a page is about, for events that name only one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.actors import Cast
from onrecord.events.context import Nearby
from onrecord.events.lexicon import classes, lemma
from onrecord.events.ontology import quad
from onrecord.events.roles import Roles
from onrecord.events.sighting import Sighting
from onrecord.events.syntax import agents, children, objects, preposition
from onrecord.record import Statement

# A page counts as being about two sides when they have this share of all mentions that have a country. Tuned on the
# development cases: bilateral pages have .75 and more, round-ups under .6.
_SHARE = 0.68
# A page is all about its two sides when it tells them together so many times oftener than others; a rule of thumb.
_FIRM = 3
_RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
# Words whose object is a matter, not a party: what is denied or resisted need not be the other side's.
_NOT_ADDRESSED = frozenset({"deny", "resist", "oppose", "block", "prevent", "veto"})
_JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_ADDRESSED = frozenset(
    {
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "CONCEDE",
        "RETREAT",
        "COERCE",
        "SANCTION",
        "AID",
        "AGREE",
        "COOPERATE",
        "ASSAULT",
    }
)


@dataclass(frozen=True, slots=True)
class Sides:
    """The states that a page is about: its two sides (ISO codes), and who each state has its dealings with.

    `pair` is empty when the page is not about two states; `alone` says that it names no third one, `firm` that it tells
    no others together nearly as often; `title` is where its title stands.
    """

    pair: tuple[str, ...]
    partner: dict[str, str]
    alone: bool = False
    firm: bool = False
    title: tuple[int, int] = (0, 0)

    def other(self, country: str | None) -> str | None:
        """Return the side across from a country: whom the page most often tells of it with, None for nobody."""
        if country is None:
            return None
        if country in self.partner:
            return self.partner[country]
        if len(self.pair) == 2 and country in self.pair:
            return self.pair[1] if country == self.pair[0] else self.pair[0]
        return None


def find_sides(cast: Cast, roles: Iterable[Roles], title: tuple[int, int] = (0, 0)) -> Sides:
    """Return the sides of a page: the two states that its events most often name together, else its most named two."""
    together: Counter[tuple[str, str]] = Counter()
    for role in roles:
        named = sorted({c for c in (cast[a].country for a in (*role.actors, *role.recipients)) if c is not None})
        if len(named) == 2:
            together[named[0], named[1]] += 1
    partner: dict[str, str] = {}
    most: Counter[str] = Counter()
    for (one, other), times in together.most_common():
        for this, that in ((one, other), (other, one)):
            # Told together once, two states may have met by chance; as often with two others, neither is the side.
            if this not in most:
                most[this] = times
                if times > 1:
                    partner[this] = that
            elif times > most[this] / 2:
                partner.pop(this, None)
    counts: Counter[str] = Counter()
    for part in cast:
        if part.country is not None and part.kind in ("state", "person", "organisation", "group"):
            counts[part.country] += len(part.mentions)
    pair: tuple[str, ...] = ()
    best = together.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        pair = tuple(sorted(best[0][0], key=lambda c: -counts[c]))
    elif len(counts) > 1:
        (one, first), (other, second) = counts.most_common(2)
        if second > 1 and first + second >= _SHARE * sum(counts.values()):
            pair = (one, other)
    share = sum(counts[c] for c in pair) / max(1, sum(counts.values()))
    firm = share >= _SHARE or len(best) == 1 or (len(best) > 1 and best[0][1] >= _FIRM * best[1][1])
    return Sides(pair, partner, alone=len(counts) == 2, firm=firm, title=title)


def complete(
    sighting: Sighting,
    type_: str,
    roles: Roles,
    voice: Statement | None,
    cast: Cast,
    sides: Sides,
    nearby: Nearby,
) -> tuple[Roles, str | None]:
    """Return the roles with the party that the sentence leaves to the page, and how it was found.

    1. What a side says that the other did, it did to the side that speaks ("the army said their troops fired first").
    2. Of what is done by one of the page's two sides to somebody unnamed, the other side is the recipient.
    3. Of an aid, that is the one other country which the sentence names, if it names one.
    4. What only both can do (talks, an agreement), or "both" or "each" do, and nobody is named for, both do.
    5. Who visits one of the sides and is not named is the other.
    6. What somebody outside the two asks, they ask of both.

    7. What is praised, blamed or refused as "the move", "this decision", "it" was done by who did the event before.

    "The two" are the two of the paragraph before they are the page's. The other side counts only where the text has it
    in sight, from the paragraph before to the end of the sentence; a party that is out of sight is left open.
    """

    def countries(ids: tuple[str, ...]) -> set[str]:
        return {c for c in (cast[a].country for a in ids) if c is not None}

    doers, done_to = countries(roles.actors), countries(roles.recipients)
    speaker = None
    if (
        voice is not None
        and voice.speaker is not None
        and voice.act == "speech"
        and cast[voice.speaker].kind != "outlet"
    ):
        speaker = cast[voice.speaker].country
    since = nearby.since
    # "The two" after a paragraph on two others may be either two, unless the page is all about its own.
    unclear = not sides.firm and len(nearby.earlier) > 0 and set(nearby.earlier) != set(sides.pair)
    pair = tuple(cast.state(c) for c in (nearby.pair or (() if unclear else sides.pair)))
    outside = not nearby.pair or set(nearby.pair) == set(sides.pair)
    if pair and not doers | done_to and "none" not in sighting.frame.to and _is_for_both(sighting, roles, type_):
        return Roles((*roles.actors, *pair), roles.recipients), "both sides of the page"
    they = any(noun.lower_ == "they" for noun in agents(sighting.governor))
    if they and not roles.actors and pair and quad(type_) in (1, 3) and (nearby.pair or sides.alone):
        # "They also welcomed the pact": the two who have just met
        others = tuple(a for a in roles.recipients if cast.side(a) not in pair)
        return Roles(pair, others), "both sides of the page"
    if type_ == "CONSULT" and sighting.frame.mode == "visit" and not roles.actors and len(done_to) == 1:
        other = sides.other(next(iter(done_to)))
        if other is not None and _in_sight(sighting, cast, sides, other, since):
            return Roles((cast.state(other),), roles.recipients), "the page's other side"
    unaddressed = not done_to and not roles.recipients
    if type_ == "REQUEST" and pair and outside and unaddressed and doers and not doers & set(sides.pair):
        return Roles(roles.actors, pair), "both sides of the page"
    if (
        type_ == "CONSULT"
        and "recip" in sighting.frame.flags
        and sides.pair
        and len(doers) == 1
        and not done_to
        and len(roles.actors) == 1
    ):
        across = sides.other(next(iter(doers)))
        named = objects(sighting.head) if sighting.head.pos_ == "VERB" else []
        known = across is not None and across in sides.pair and not named
        if across is not None and known and _in_sight(sighting, cast, sides, across, since):
            return Roles((*roles.actors, cast.state(across)), roles.recipients), "the page's other side"
    if "recip" in sighting.frame.flags and len(roles.actors) > 1:
        return roles, None
    answers = voice is not None and voice.kind == "direct"  # in an answer, "the move" is the one asked about
    before = nearby.doer or (nearby.asked if answers else None)
    judges = type_ in _JUDGING and len(doers) == 1 and not roles.recipients
    if judges and before is not None and before not in doers and _points_back(sighting):
        return Roles(roles.actors, (cast.state(before),)), "whose act it points at"
    if (
        (type_ not in _ADDRESSED and "comfort" not in sighting.frame.flags)
        or len(doers) != 1
        or done_to
        or "none" in sighting.frame.to
    ):
        return roles, None
    (doer,) = doers
    across = sides.other(doer)
    facing = across == speaker
    promised = "promise" in sighting.frame.flags  # "said that Oslo had promised": to the one who says so
    if speaker is not None and speaker != doer and type_ != "REJECT" and (facing or sides.alone or promised):
        return Roles(roles.actors, (*roles.recipients, cast.state(speaker))), "the side that speaks"
    if speaker is not None and speaker != doer and quad(type_) == 4:
        return roles, None  # a third side tells of it: done to whom, the words do not say
    if (
        not any(_speaks_for_state(cast, a) for a in roles.actors)
        or sighting.frame.word in _NOT_ADDRESSED
        or sighting.frame.mode == "investigate"
    ):
        return roles, None
    if _names_unknown(sighting):
        return roles, None
    if sides.pair and doer not in sides.pair and type_ in ("ACCUSE", "REQUEST", "REJECT", "THREATEN"):
        return roles, None  # an outsider's words may be meant for either side
    other = _named(sighting, cast, doer, None if type_ == "AID" else set(sides.partner)) or sides.other(doer)
    weak = (
        all(cast[a].kind in ("organisation", "bloc") for a in roles.recipients)
        if type_ == "THREATEN"
        else not roles.recipients
    )
    if other is not None and weak and type_ != "ASSAULT" and _in_sight(sighting, cast, sides, other, since):
        return Roles(roles.actors, (cast.state(other),)), "the page's other side"
    return roles, None


def _points_back(sighting: Sighting) -> bool:
    """Return whether the words only point at what was told before: "deplores the move", "rejects this"."""
    for noun in objects(sighting.head) if sighting.head.pos_ == "VERB" else ():
        if noun.lower_ in ("this", "that"):
            return True
        bare = {c.lower_ for c in noun.children} & {"the", "this", "that"} and not children(
            noun, "poss", "prep", "relcl"
        )
        if bare and lemma(noun) in classes()["move"]:
            return True
    return False


def _in_sight(sighting: Sighting, cast: Cast, sides: Sides, country: str, since: int) -> bool:
    """Return whether the text decides for a country: the page tells of no third one, or it stands close by.

    Close by is in the title, or between an offset and the sentence's end.
    """
    if sides.alone:
        return True
    stretches = [(since, sighting.head.sent.end_char), sides.title]
    return any(
        any(cast[a].country == country for _, _, a in cast.within(start, end))
        or any(p.country == country for p in cast.places if start <= p.start < end)
        for start, end in stretches
    )


def _names_unknown(sighting: Sighting) -> bool:
    """Return whether the words do name a recipient, only one that the cast does not know ("to two Asian buyers")."""
    head = sighting.head
    bearers = [head, *objects(head)] if head.pos_ == "VERB" else [head]
    nouns = [n for bearer in bearers for word in ("to", "with", "from", "against") for n in preposition(bearer, word)]
    named = [n for n in children(head, "dobj", "dative") if n.pos_ == "PROPN" or n.lower_ in ("him", "her", "them")]
    if sighting.type in ("ACCUSE", "REQUEST") and named:
        return True  # "accused the West", "asked him"
    content = children(sighting.content, "dobj") if sighting.content is not None else []
    if any(lemma(n) in classes()["agentive"] or lemma(n) in classes()["parties"] for n in content):
        return True  # "vowed to back his neighbour"
    nouns += children(sighting.content, "dobj") if sighting.content is not None and sighting.type == "THREATEN" else []
    return any(n.pos_ == "NOUN" and (n.tag_ == "NNS" or lemma(n) in classes()["agentive"]) for n in nouns)


def _speaks_for_state(cast: Cast, actor: str) -> bool:
    """Return whether what the actor does is done by its state: the state, an officeholder, a body of government."""
    part = cast[actor]
    if part.sector in ("OPP", "PTY", "CVL", "BUS", "NGO", "JRN", "REB"):
        return False
    return part.kind == "state" or (
        part.kind in ("person", "organisation") and (part.office is not None or part.sector in _OF_STATE)
    )


def _named(sighting: Sighting, cast: Cast, doer: str, known: set[str] | None) -> str | None:
    """Return the one other state that a sentence names, by name or place ("on Haiti, they announced an aid of ...").

    `known` keeps it to the states that the page's events are about.
    """
    sentence = sighting.head.sent
    start, end = sentence.start_char, sentence.end_char
    # Who does something else in the sentence ("Norway pledged boats, Britain said it would too") is no recipient.
    doing = {t.idx for t in sentence if t.dep_ in ("nsubj", "nsubjpass")}
    named = {cast[a].country for s, _, a in cast.within(start, end) if cast[a].kind == "state" and s not in doing}
    named |= {p.country for p in cast.places if start <= p.start < end}
    found = {c for c in named if c is not None and c != doer and (known is None or c in known)}
    return found.pop() if len(found) == 1 else None


def _is_for_both(sighting: Sighting, roles: Roles, type_: str) -> bool:
    """Return whether an event with nobody named is one of both sides: talks, pacts and truces, or what "both" do."""
    subjects = agents(sighting.governor)
    if any(c.lower_ in ("both", "each", "two") for noun in subjects for c in noun.children):
        return True
    if any(noun.tag_ == "NNS" and any(c.lower_ == "their" for c in children(noun, "poss")) for noun in subjects):
        return "recip" in sighting.frame.flags  # "their navies will share"
    if not (("recip" in sighting.frame.flags and type_ in _RECIPROCAL) or "truce" in sighting.frame.flags):
        return False
    together = sighting.frame.word == "agree" and all(noun.lower_ == "they" for noun in subjects)  # "they agreed"
    if any(noun.pos_ == "PRON" for noun in subjects) and not together:
        return False
    return not roles.actors or any(lemma(noun) in classes()["parties"] for noun in subjects)
