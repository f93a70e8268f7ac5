"""Settling: who the speakers and hearers of the drafts are, and who stands between them and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.record import Channel, Reason, Time
from onrecord.statements.draft import Draft, holders
from onrecord.statements.grammar import agent, antecedent, joined_heads, phrase
from onrecord.statements.hearing import hearers_of
from onrecord.statements.lexicon import word_list
from onrecord.statements.meeting import Readout, readout_of
from onrecord.statements.occasion import channel_of, hangs_on, lead_day, own_words, page_day, said_at

_FIRST = frozenset({"i", "we", "me", "us", "myself", "ourselves"})
_SOMEBODY = frozenset({"one", "another", "others", "some", "many", "several"})
_SECOND = frozenset({"you", "one", "yourself"})


@dataclass(slots=True)
class Settled:
    """A draft with its parties as actor ids; `holder` is the index of the statement that it is nested in."""

    draft: Draft
    speaker: str | None = None
    speaker_span: tuple[int, int] | None = None
    reason: Reason | None = None
    hearers: list[str] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    holder: int | None = None
    said: int | None = None
    channel: Channel = "unknown"


def settle(document: Document, drafts: list[Draft], cast: Cast, times: Sequence[Time]) -> list[Settled]:
    """Return the drafts with their parties and occasion; a speaker that cannot be told stays None with a reason."""
    settled = [Settled(d) for d in drafts]
    held = holders(drafts)
    by_draft = {id(s.draft): s for s in settled}
    for i, one in enumerate(settled):
        one.holder = held[i]
    for one in settled:
        _settle_speaker(document, one, settled, by_draft, cast, depth=0)
    for one in settled:
        one.hearers = _hearers(one, cast)
        one.chain = _chain(document, one, settled, cast)
        one.channel = channel_of(one.draft)
        one.said = said_at(document, one.draft, times)
    _answer(settled)
    _on_the_day(settled, lead_day(document, times), page_day(document, times))
    _go_on(document, settled)
    readout = readout_of(document, cast, times)
    if readout is not None:
        for one in settled:
            _within(one, readout, cast)
    for one in settled:
        leader = by_draft.get(id(one.draft.like))
        if leader is not None and one.speaker == leader.speaker:
            one.hearers = one.hearers or leader.hearers
            one.said = leader.said if one.said is None else one.said
            one.channel = leader.channel if one.channel == "unknown" else one.channel
    return settled


def _go_on(document: Document, settled: list[Settled]) -> None:
    """Let a statement share hearers, time and channel with the one before it by the same speaker in its paragraph."""
    previous: Settled | None = None
    for one in settled:
        if one.holder is not None or one.draft.headline:
            continue
        if previous is not None and one.speaker is not None and previous.speaker == one.speaker:
            here = document.paragraph_at(one.draft.start)
            there = document.paragraph_at(previous.draft.start)
            if here is not None and there is not None and here.start == there.start:
                one.hearers = one.hearers or previous.hearers
                one.said = previous.said if one.said is None else one.said
                one.channel = previous.channel if one.channel == "unknown" else one.channel
        previous = one


def _on_the_day(settled: list[Settled], lead: int | None, page: int | None) -> None:
    """Date what was said to the press by the story's own day, and the turns of a transcript by the transcript's."""
    at_press: set[str] = set()
    for one in settled:
        draft = one.draft
        if draft.frame in ("turn", "asks"):
            one.said = page if one.said is None else one.said
        elif one.said is None and one.holder is None and lead is not None and not draft.headline and one.speaker:
            pressed = any(h.lower_ in word_list("hearer") for h in hearers_of(draft))
            past = draft.cue is not None and draft.cue.tag_ == "VBD"
            if past and (pressed or (one.speaker in at_press and draft.quoted_as_such)):
                one.said = lead
                at_press.add(one.speaker)


def _answer(settled: list[Settled]) -> None:
    """Lead the questions of a transcript to the one who answers most of them."""
    answers = Counter(one.speaker for one in settled if one.draft.frame == "turn" and one.speaker is not None)
    if not answers:
        return
    answerer = answers.most_common(1)[0][0]
    for one in settled:
        if one.draft.frame == "asks" and one.speaker != answerer and answerer is not None:
            one.hearers = one.hearers or [answerer]


def _within(one: Settled, readout: Readout, cast: Cast) -> None:
    """Give a statement made in the meeting that the page reports its hearer, time and channel."""
    draft = one.draft
    if one.said is None and not draft.headline and any(_in_meeting(t, draft) for t in own_words(draft)):
        one.said = readout.time
    if one.speaker is None or draft.act != "speech" or one.holder is not None or draft.relays or draft.headline:
        return
    other = readout.other(one.speaker, cast)
    if draft.quoted_as_such:
        if other is not None and one.hearers == [other] and one.speaker in readout.parties:
            one.said = readout.time if one.said is None else one.said
        return
    if one.channel not in ("unknown", readout.channel) and not (one.channel == "broadcast" and _opens_meeting(draft)):
        return
    if other is None:
        if readout.is_both(one.speaker, cast):
            one.said = readout.time if one.said is None else one.said
        return
    if not readout.heard:
        past = draft.cue is not None and draft.cue.tag_ == "VBD"
        if past and one.speaker in readout.parties:
            one.said = readout.time if one.said is None else one.said
        return
    if not one.hearers or all(cast.allied(h, other) or h == other for h in one.hearers):
        one.hearers = [other]
    one.said = readout.time if one.said is None else one.said
    one.channel = readout.channel


def _in_meeting(token: Token, draft: Draft) -> bool:
    """Say whether a word of the cue's own clause names the meeting that the words were said in."""
    return token.lower_ in word_list("meeting-noun") and draft.cue is not None and hangs_on(token, draft.cue)


def _opens_meeting(draft: Draft) -> bool:
    """Say whether words heard on the air were remarks in a meeting ("in opening remarks carried by television")."""
    return any(t.lower_ in ("opening", "introductory", "welcoming") for t in own_words(draft))


def _settle_speaker(
    document: Document, one: Settled, settled: list[Settled], known: dict[int, Settled], cast: Cast, depth: int
) -> None:
    """Settle one speaker; a draft that goes on with another's speaker settles that one first."""
    if one.speaker is not None or one.reason is not None or depth > 50:
        return
    draft = one.draft
    if draft.source is None:
        leader = known.get(id(draft.like)) if draft.like is not None else None
        if leader is None:
            one.reason = "no-candidate"
            return
        _settle_speaker(document, leader, settled, known, cast, depth + 1)
        one.speaker, one.reason = leader.speaker, leader.reason
        one.speaker_span = leader.speaker_span
        return
    cited = cited_by(draft)
    if cited is not None:
        draft.relays.append(draft.source)
        draft.source = cited
    one.speaker_span = _span(draft.source)
    word = draft.source.root.lower_
    if len(draft.source) == 1 and word in _FIRST | _SECOND and draft.source.root.tag_ != "CD":
        holder = settled[one.holder] if one.holder is not None else None
        if word in _FIRST and holder is not None:
            _settle_speaker(document, holder, settled, known, cast, depth + 1)
            one.speaker, one.reason = holder.speaker, holder.reason
        else:
            one.reason = "no-candidate"
        return
    one.speaker = actor_of(draft.source, cast)
    if one.speaker is None:
        one.reason = "ambiguous" if draft.source.root.pos_ == "PRON" else "no-candidate"


def cited_by(draft: Draft) -> Span | None:
    """Return whom a report names as its own source ("the paper reported, citing an official, that ..."), or None.

    Only beside the cue and before what was said; the words are then the official's, through the paper.
    """
    cue = draft.cue
    if cue is None or draft.source is None or draft.frame not in ("that", "bare", "wh"):
        return None
    first = cue.doc.char_span(draft.start, draft.start + 1, alignment_mode="expand")
    beside = (t for t in cue.doc[draft.source.end : first.start if first is not None else cue.i] if t.i != cue.i)
    for token in beside:
        if token.tag_ == "VBG" and token.lemma_.lower() in ("cite", "quote"):
            named = next((c for c in token.rights if c.dep_ == "dobj"), None)
            return phrase(named) if named is not None else None
    return None


def actor_of(source: Span, cast: Cast) -> str | None:
    """Return the actor of a speaker's phrase; a relative pronoun is led to its noun."""
    head = antecedent(source.root) if len(source) == 1 else source.root
    if head is not source.root:
        source = phrase(head)
    issuer = _issuer(source)
    if issuer is not None:
        source = issuer
    members = [cast.head_actor(phrase(t, joined=False)) for t in joined_heads(source.root) if t.i < source.end]
    if len(members) > 1 and all(members):
        return cast.together([m for m in members if m], *_span(source))
    known = cast.head_actor(source) or cast.describe(source)
    if known is None and source.root.lower_ in _SOMEBODY:
        part = cast.enter(source.text, "unnamed")
        cast.mention(part.id, *_span(source), "description")
        return part.id
    return known


def _issuer(source: Span) -> Span | None:
    """Return who issued a document that speaks: "a report published by X", "a statement from X"; None without one."""
    head = source.root
    if head.lower_ not in word_list("document-noun"):
        return None
    for child in head.rights:
        if child.dep_ == "acl":
            by = agent(child)
            if by is not None:
                return phrase(by)
        if child.dep_ == "prep" and child.lower_ in ("from", "by"):
            return next((phrase(c) for c in child.children if c.dep_ == "pobj"), None)
    return None


def _span(source: Span) -> tuple[int, int]:
    return source[0].idx, source[-1].idx + len(source[-1])


def _hearers(one: Settled, cast: Cast) -> list[str]:
    """Return the actors spoken to, as far as they are told."""
    found: list[str] = []
    for head in hearers_of(one.draft):
        if head.lower_ in _FIRST | _SECOND or head.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        actor = actor_of(phrase(head), cast)
        if actor is not None and actor not in found and actor != one.speaker and cast[actor].kind != "document":
            found.append(actor)
    return found


def _chain(document: Document, one: Settled, settled: list[Settled], cast: Cast) -> list[str]:
    """Return the voices from the outermost to the speaker; empty when nobody stands between."""
    if one.speaker is None:
        return []
    voices: list[str] = []
    holder = settled[one.holder] if one.holder is not None else None
    steps = 0
    outer: list[str] = []
    while holder is not None and steps < 8:
        if holder.speaker is None:
            return []
        outer.insert(0, holder.speaker)
        for relay in reversed(holder.draft.relays):
            actor = actor_of(relay, cast)
            if actor is not None:
                outer.insert(0, actor)
        holder = settled[holder.holder] if holder.holder is not None else None
        steps += 1
    for relay in one.draft.relays:
        actor = actor_of(relay, cast)
        if actor is not None:
            voices.append(actor)
    voices = [*outer, *voices, one.speaker]
    voices = [v for i, v in enumerate(voices) if i == 0 or voices[i - 1] != v]
    while len(voices) > 1 and is_publisher(document, voices[0], cast):
        voices.pop(0)
    return voices if len(voices) > 1 else []


def is_publisher(document: Document, actor: str, cast: Cast) -> bool:
    """Say whether an actor is the page's own publisher or agency."""
    own = {n.lower() for n in (document.article.publisher,) if n}
    if document.article.dateline is not None and document.article.dateline.agency:
        own.add(document.article.dateline.agency.lower())
    part = cast[actor]
    names = {part.name.lower(), *(m.text.lower() for m in part.mentions)}
    return bool(own & names)
