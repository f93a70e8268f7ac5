"""Meetings: calls, visits and talks, who took part, and what each side's account has that the other's lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Span as Tokens

from onrecord.readings.numbers import find_numbers
from onrecord.readings.tables import rows
from onrecord.readings.topics import noun_topics
from onrecord.readings.voices import Voices
from onrecord.record import Channel, Event, Meeting, Span, Statement

_FACE_TO_FACE = re.compile(r"\b(?:met|hosted|received|in person|face.to.face|visit\w*|here)\b", re.I)
_MEANS = re.compile(
    r"(?P<video>\bvideo[ -]?(?:conference|call|link)\b)|\b(?:tele)?phone (?:call|conversation|talks)\b", re.I
)
"""Means that the page names elsewhere, for talks of which no sentence tells how they were held."""
_NEAR = 5
"""Tokens before the word for a meeting in which "no" denies it."""
_AHEAD = frozenset({"expect", "invite", "plan", "hope", "propose", "want", "await", "may", "might", "would"})
_HELD = frozenset({"happened", "ongoing"})
_OCCASION = (
    r"(?:call|conversation|talks?|meeting|videoconference|video conference|video call|session|discussions?|visit|"
    r"encounter|summit|exchange)"
)
_SPOKE = re.compile(
    r"(?P<who>\b(?:[Hh]is|[Hh]er)\b|(?<![\w’'.-])[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,4})(?:[’']s?)?,?\s(?:own\s|opening\s|closing\s|introductory\s)?"
    r"(?:remarks?|speech|address|statement|comments?|spoke|talked|account)\b(?P<rest>[^.;]{3,90})",
)
_RATIO = re.compile(r"\b(?:length|time|duration|as long as|half as long|twice as long)\b")


@dataclass(slots=True)
class _Draft:
    """A meeting in the making."""

    event: Event
    sentence: Tokens
    participants: list[str]
    date: int | None
    evidence: list[Span] = field(default_factory=list)


@cache
def _channels() -> tuple[tuple[re.Pattern[str], Channel], ...]:
    return tuple((re.compile(rf"\b{re.escape(w)}\b", re.I), c) for w, c in rows("channels.tsv"))  # type: ignore[misc]


def read_meetings(voices: Voices) -> tuple[Meeting, ...]:
    """Return the meetings that took place, the one that the page tells most of first.

    A meeting is an event of consulting between parties of two countries (or two persons); tellings with the same
    participants and no different date are one meeting.
    """
    drafts: list[_Draft] = []
    for event in voices.layers.events:
        draft = _draft(voices, event)
        if draft is None:
            continue
        same = next((d for d in drafts if _one(voices, d, draft)), None)
        if same is None:
            drafts.append(draft)
        else:
            same.evidence.extend(e for e in draft.evidence if e not in same.evidence)
            same.date = _closer(voices, same.date, draft.date)
            seen = {voices.country_of(p) for p in same.participants}
            same.participants += [p for p in draft.participants if voices.country_of(p) not in seen]
    return tuple(_meeting(voices, i, draft, main=i == 0) for i, draft in enumerate(drafts))


def _draft(voices: Voices, event: Event) -> _Draft | None:
    if event.type != "CONSULT" or event.status not in _HELD or event.historical:
        return None
    told = voices.layers.document.token_at(event.trigger.start).sent
    if told.text.rstrip().endswith("?") or any(t.lower_ in ("will", "shall") for t in told.root.children):
        return None  # asked or announced, not held
    trigger = voices.layers.document.token_at(event.trigger.start)
    if any(t.lower_ in ("no", "without") for t in trigger.doc[max(told.start, trigger.i - _NEAR) : trigger.i]):
        return None  # "made no mention of a visit"
    if event.mode == "visit" and any(t.lemma_.lower() in _AHEAD for t in trigger.doc[told.start : trigger.i]):
        return None  # "we expect you on a visit"
    participants = _persons(voices, event)
    if len(participants) < 2:
        return None
    sentence = voices.layers.document.token_at(event.trigger.start).sent
    date = event.date
    if date is None:
        # A time may run past the sentence that the parser ended at "p.m.".
        times = enumerate(voices.layers.times)
        days = [
            i for i, t in times
            if t.type in ("DATE", "TIME") and t.value and sentence.start_char <= t.start < sentence.end_char
        ]  # fmt: skip
        date = days[0] if days else None
    if date is not None and _still_to_come(voices, date):
        return None
    return _Draft(event, sentence, participants, date, [event.trigger, *event.evidence])


def _still_to_come(voices: Voices, date: int) -> bool:
    """Say whether a date lies after the page's own: what is dated so has not been held."""
    article = voices.layers.document.article
    published = article.published or article.modified
    earliest = voices.layers.times[date].earliest
    return published is not None and earliest is not None and earliest[:10] > published[:10]


def _persons(voices: Voices, event: Event) -> list[str]:
    """Return who met: the persons of the event, and for a state without one the person who speaks for it."""
    cast = voices.cast
    named = [m for a in (*event.actors, *event.recipients) for m in voices.expand(a) if m in cast]
    persons = [a for a in dict.fromkeys(named) if cast[a].kind == "person"]
    countries = {cast[p].country for p in persons if cast[p].country}
    for actor in dict.fromkeys(named):
        part = cast[actor]
        if part.kind != "state" or part.country in countries:
            continue
        sentence = voices.layers.document.token_at(event.trigger.start).sent
        speaker = _speaks_for(voices, part.country, sentence)
        persons.append(speaker or actor)
        countries.add(part.country)
    if len(countries) == 1 and len(persons) == 1:
        other = voices.other_side(persons[0])
        if other is not None:
            persons.append(_speaks_for(voices, cast[other].country, None) or other)
    return persons


def _speaks_for(voices: Voices, country: str | None, sentence: Tokens | None) -> str | None:
    """Return the person of a country in the sentence, else the first one on the page with an office."""
    persons = [p for p in voices.cast if p.kind == "person" and p.country == country and country and p.mentions]
    if sentence is not None:
        near = [
            p for p in persons if any(sentence.start_char <= m.start < sentence.end_char for m in p.mentions)
        ]  # fmt: skip
        if near:
            return near[0].id
    held = [p for p in persons if p.office] or persons
    return min(held, key=lambda p: min(m.start for m in p.mentions)).id if held else None


def _one(voices: Voices, one: _Draft, other: _Draft) -> bool:
    """Say whether two tellings are of one meeting: the same sides, and dates that do not part them."""
    sides = [{voices.country_of(p) or p for p in d.participants} for d in (one, other)]
    if not (sides[0] <= sides[1] or sides[1] <= sides[0]):
        return False
    persons = [{p for p in d.participants if voices.cast[p].kind == "person"} for d in (one, other)]
    if persons[0] and persons[1] and persons[0].isdisjoint(persons[1]):
        return False
    if one.date is None or other.date is None:
        return True
    times = voices.layers.times
    a, b = times[one.date], times[other.date]
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest[:10] <= b.latest[:10] and b.earliest[:10] <= a.latest[:10]


def _closer(voices: Voices, one: int | None, other: int | None) -> int | None:
    """Return the more exact of two dates: a day within a visit of three says when the talks were held."""
    if one is None or other is None:
        return other if one is None else one
    a, b = voices.layers.times[one], voices.layers.times[other]
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return one
    whole = a.earliest[:10] < a.latest[:10]
    return other if whole and b.earliest[:10] == b.latest[:10] else one


def _meeting(voices: Voices, index: int, draft: _Draft, *, main: bool) -> Meeting:
    accounts = _accounts(voices, draft.participants) if main else {}
    return Meeting(
        id=f"m{index + 1}",
        channel=_channel(voices, draft, main=main),
        participants=tuple(draft.participants),
        date=draft.date,
        length=_length(voices, draft, main=main),
        accounts={side: tuple(s.id for s in told) for side, told in accounts.items()},
        only_in=_only_in(voices, accounts),
        speaking_time=_speaking_time(voices, draft) if main else {},
        event=draft.event.id,
        evidence=tuple(draft.evidence),
    )


def _channel(voices: Voices, draft: _Draft, *, main: bool) -> Channel:
    """Return how the sides met, by the sentences that tell of it, and for the main meeting by the page's title."""
    document = voices.layers.document
    title = document.article.title or "" if main else ""
    texts = [document.token_at(e.start).sent.text for e in draft.evidence]
    found: list[Channel] = []
    for text in (*texts, re.sub(r"\bcall\b", "phone", title, flags=re.I)):
        found.extend([channel for pattern, channel in _channels() if pattern.search(text)][:1])
    if main and set(found) <= {"in-person"} and not _FACE_TO_FACE.search(" ".join(texts)):
        means = [_MEANS.search(document.text[p.start : p.end]) for p in document.article.paragraphs]
        found.extend("video" if m["video"] else "phone" for m in means if m is not None)
    # "Talks" may be held by video: a telling that names the means outweighs one that does not.
    return next((c for c in found if c != "in-person"), found[0] if found else "unknown")


def _length(voices: Voices, draft: _Draft, *, main: bool) -> str | None:
    """Return how long the meeting was, as TIMEX3: a duration beside a word for the occasion.

    For the page's main meeting any sentence may tell it, for another only its own.
    """
    text = voices.layers.document.text
    for time in voices.layers.times:
        if time.type != "DURATION" or time.value is None or not time.value.startswith("PT"):
            continue
        if not main and not draft.sentence.start_char <= time.start < draft.sentence.end_char:
            continue
        after = text[time.end : time.end + 40]
        before = text[max(0, time.start - 60) : time.start]
        if re.match(rf"[-\s](?:long\s)?(?:of\s)?(?:\w+[\s-]){{0,2}}{_OCCASION}\b", after, re.I) or re.search(
            rf"{_OCCASION}\b[^.;]{{0,30}}\b(?:lasted|lasting|of|for|took)\s(?:about\s|around\s|nearly\s|over\s|some\s)?$",
            before,
            re.I,
        ):
            return time.value
    return None


def _accounts(voices: Voices, participants: Sequence[str]) -> dict[str, list[Statement]]:
    """Return each side's statements, under the participant of that side."""
    accounts: dict[str, list[Statement]] = {}
    for participant in participants:
        if any(voices.same_side(participant, earlier) for earlier in accounts):
            continue
        told = [
            s
            for s in voices.layers.statements
            if not s.headline and s.speaker is not None and voices.same_side(s.speaker, participant)
        ]
        if told:
            accounts[participant] = told
    return accounts


def _only_in(voices: Voices, accounts: dict[str, list[Statement]]) -> dict[str, tuple[str, ...]]:
    """Return the topics that one side speaks of and no other side does."""
    said = {side: _topics(voices, told) for side, told in accounts.items()}
    words = {side: {w for s in told for w in re.findall(r"\w{4,}", s.text.lower())} for side, told in accounts.items()}
    only: dict[str, tuple[str, ...]] = {}
    for side, topics in said.items():
        others = set().union(*(w for other, w in words.items() if other != side))
        own = [t for t in topics if not set(re.findall(r"\w{4,}", t.lower())) <= others]
        if own:
            only[side] = tuple(own)
    return only


def _topics(voices: Voices, told: Iterable[Statement]) -> list[str]:
    document = voices.layers.document
    spans = [span for s in told for span in s.spans]
    return list(dict.fromkeys(t for s in spans for t in noun_topics(document, s.start, s.end, as_written=True)))


def _speaking_time(voices: Voices, draft: _Draft) -> dict[str, str | float]:
    """Return how long a participant spoke, as a duration, or as a ratio of another's time."""
    document = voices.layers.document
    spoken: dict[str, str | float] = {}
    for match in _SPOKE.finditer(document.text):
        actor = voices.cast.covering(match.start("who"))
        start, end = match.span("rest")
        rest = match["rest"]
        if actor is not None and match["who"].lower() in ("his", "her"):
            # "His speech, a quarter the length of Holt's" is not Holt's own.
            named = {a for _, _, a in voices.cast.within(start, end)}
            others = [p for p in draft.participants if p not in named]
            actor = others[0] if actor in named and len(others) == 1 else actor
        if actor is None or actor in spoken or voices.cast[actor].kind != "person":
            continue
        lengths = [t for _, t in voices.times_in(start, end) if t.type == "DURATION" and t.value]
        if lengths and (value := lengths[0].value) is not None and value.startswith("PT"):
            spoken[actor] = value
            continue
        if _RATIO.search(rest):
            ratios = [n.value for n in find_numbers(rest) if n.form == "fraction" and n.value is not None]
            if ratios:
                spoken[actor] = ratios[0]
    return spoken
