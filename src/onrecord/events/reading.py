"""Reading: from the sightings of a page to its events."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date as day
from datetime import timedelta

from spacy.tokens import Token

from onrecord.actors import Cast
from onrecord.events.context import Local, Voices
from onrecord.events.dating import Calendar, is_simple_past
from onrecord.events.lexicon import Frame, classes, lemma
from onrecord.events.occasion import accept_invitations, carry_day, deny_what_was_said, doubt_what_was_asked, share_day
from onrecord.events.ontology import contexts, has_mode, quad, score
from onrecord.events.places import place_of
from onrecord.events.roles import Casting, Roles
from onrecord.events.sides import complete, find_sides
from onrecord.events.sighting import Sighting, find_sightings, frame_of
from onrecord.events.standing import Standing
from onrecord.events.status import CONFLICT, standing
from onrecord.events.syntax import agents, children, conjuncts, kernels, objects
from onrecord.events.telling import Telling, tell_once
from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Event, EventType, Span, Statement, Status, Time

_TRIGGER_REACH = 8
# A report of the day reaches back about a month; what lies further back is told to explain.
_BACKGROUND = timedelta(days=31)
# What a side may say that it did not do; of what it did not say (ask, blame, back) a "not" is no event.
_DEEDS = frozenset(
    [
        "REQUEST",
        "ASSAULT",
        "MOBILIZE",
        "COERCE",
        "SANCTION",
        "THREATEN",
        "COOPERATE",
        "AGREE",
        "CONCEDE",
        "AID",
        "RETREAT",
    ]
)
_DONE_TO_SOMEBODY = frozenset({"AID", "SANCTION"})
"""Types to which PLOVER's manual wants a recipient (COOPERATE's parties are all actors here)."""
_OFFERS = frozenset({"offer", "propose", "ready", "willing", "volunteer", "prepared"})
_POINTERS = frozenset({"it", "this", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "it", "its", "their", "his", "her"})


def read(
    document: Document, times: Sequence[Time], cast: Cast, statements: Sequence[Statement], notes: Notes
) -> list[Event]:
    """Return the events of a page in order of the text.

    1. Sightings: the words that tell an event, by the frames.
    2. Standing: whether it happened, is planned, was denied; a plain "not" that nobody had claimed is no event.
    3. Roles, date, whose telling it is.
    4. One event for all its tellings.
    5. What the events of one occasion share: an accepted invitation, the day.
    """
    voices = Voices(statements)
    casting = Casting(cast)
    calendar = Calendar(document, times)
    found = []
    for sighting in find_sightings(document.sentences):  # 1
        told = standing(sighting)  # 2
        voice = voices.at(sighting.head.idx)
        opinion = sighting.content if sighting.frame.word == "agree" else None
        if opinion is not None and opinion.pos_ == "AUX" and opinion.tag_ in ("VBZ", "VBP"):
            continue  # "agree that the food is good"
        if told.why[-1:] == ("purpose",) and sighting.type in ("SUPPORT", "REQUEST", "ACCUSE"):
            continue  # "a bill to support farmers": only what something is for
        if told.negated and not _may_answer(sighting, told, voice):
            continue
        speaker = voice.speaker if voice is not None else None
        roles = casting.roles(sighting, speaker, ahead=told.status in ("planned", "hypothetical", "threatened"))  # 3
        asked = sighting.type == "REQUEST" and "no" in told.why  # "no such request was made": of either side's
        if told.negated and not (
            asked or (roles is not None and speaker is not None and _is_own(roles, speaker, cast))
        ):
            continue
        if roles is not None:
            found.append((sighting, told, voice, roles))
    title = next(((p.start, p.end) for p in document.article.paragraphs if p.role == "title"), (0, 0))
    sides = find_sides(cast, (roles for *_, roles in found), title)
    tellings = []
    by_head = {sighting.head.i: named for sighting, _, _, named in found}
    local = Local(document)
    for sighting, told, voice, named in found:
        named = _shared(sighting, named, by_head)
        type_, mode, status, why = _settle_type(sighting, told)
        roles, how = complete(sighting, type_, named, voice, cast, sides, local.at(sighting.head.idx))
        doers = {c for a in roles.actors if (c := cast[a].country)}
        local.note(sighting.head.idx, doers, doers | {c for a in roles.recipients if (c := cast[a].country)})
        if not _has_somebody(sighting, roles, cast):
            continue
        status, unsure = (
            (status, ())
            if sighting.nominal or sighting.governor.dep_ == "acl" or "jointly" in sighting.frame.flags
            else _by_whom(status, type_, roles, voice, cast)
        )
        told = Standing(status, (*why, *((how,) if how else ()), *unsure))
        tellings.append(_tell(document, sighting, type_, mode, told, roles, voice, cast, times, calendar))
    side = _sides(cast)
    values = [t.value for t in times]
    kept = tell_once(tellings, side, lambda i: None if i is None else values[i])  # 4
    accept_invitations(kept, side)
    doubt_what_was_asked(kept, document.sentences)
    deny_what_was_said(kept, [s.start for s in document.sentences], {s.id: s.speaker for s in statements})
    carry_day(kept, document, calendar)
    kept = [t for t in kept if t.actors or t.recipients]
    share_day(kept, document, times, side, sides.pair)  # 5
    return [_event(n, telling, document, notes) for n, telling in enumerate(kept, 1)]


def _may_answer(sighting: Sighting, told: Standing, voice: Statement | None) -> bool:
    """Return whether a plain "not" is what somebody says of help or withdrawal: "we will not send arms"."""
    return (
        voice is not None
        and voice.act == "speech"
        and told.status == "denied"
        and any(why in ("negated", "no") or why.startswith("not ") for why in told.why)
        and not any("if" in why or why == "may" for why in told.why)
        and (sighting.type in ("AID", "RETREAT") or (sighting.type in _DEEDS and "will" not in told.why))
        and (sighting.type != "SANCTION" or sighting.frame.mode in ("expel", "withdraw"))
    )


def _is_own(roles: Roles, speaker: str, cast: Cast) -> bool:
    """Return whether the doers are the speaker's side: then "did not" is a denial, not a comment."""
    return bool(roles.actors) and all(a == speaker or cast.allied(a, speaker) for a in roles.actors)


def _shared(sighting: Sighting, roles: Roles, by_head: Mapping[int, Roles]) -> Roles:
    """Return the roles with the recipient of the verb before: "summoned the envoy and asked for an explanation"."""
    head = sighting.governor
    before = by_head.get(head.head.i) if head.dep_ == "conj" else None
    if before is not None and "recip" in sighting.frame.flags and len(roles.actors) == 1 and not roles.recipients:
        # "flew to Cyprus and left with a pact", "met the premier and signed"
        parties = (*before.actors, *before.recipients)
        if len(parties) == 2 and roles.actors[0] in parties and sighting.type != "CONSULT":
            return Roles((*roles.actors, *(a for a in parties if a not in roles.actors)), ())
    if roles.recipients or head.dep_ != "conj" or "recip" in sighting.frame.flags or "none" in sighting.frame.to:
        return roles
    owned = [p.lower_ for noun in objects(head) for p in children(noun, "poss")]
    if before is not None and before.actors == roles.actors and owned and set(owned) <= {"their", "its", "his", "her"}:
        return Roles(roles.actors, before.recipients)  # "froze the firms' assets and seized their ships"
    if objects(head) and not sighting.frame.flags & {"content", "comfort"}:
        return roles  # it has an object of its own, though nobody knows whose it is
    if before is None or quad(sighting.type) not in (1, 3):
        return roles
    if roles.actors and set(roles.actors) < set(before.actors) and len(before.actors) == 2 and not before.recipients:
        # "spoke with the premier and thanked him", "spoke with her and offered boats"
        return Roles(roles.actors, tuple(a for a in before.actors if a not in roles.actors))
    if before.actors != roles.actors:
        return roles
    return Roles(roles.actors, before.recipients)


def _has_somebody(sighting: Sighting, roles: Roles, cast: Cast) -> bool:
    """Return whether a telling has the parties that its kind needs: two for talks, one for anything else.

    An outlet that is talked to is no party: an interview is a statement.
    """
    parties = [a for a in (*roles.actors, *roles.recipients) if cast[a].kind != "outlet"]
    if roles.actors and all(cast[a].kind == "document" for a in roles.actors):
        return False  # what a resolution or a report says is its words, not an act
    if sighting.type == "CONSULT" and sighting.frame.mode is None and "offer" not in sighting.frame.flags:
        return len(parties) > 1 or (bool(parties) and _are_several(sighting))
    if sighting.frame.word in ("negotiate", "discuss") and not any(cast[a].country for a in parties):
        return False
    if "addressed" in sighting.frame.flags and not roles.recipients and len(roles.actors) < 2:
        return False
    if "noncommittal" in sighting.frame.flags and not any(cast[a].country for a in parties):
        return False  # "ships will stay away"
    if "abroad" in sighting.frame.flags:
        homes = {None, *(cast[a].country for a in roles.actors)}
        return any(cast[a].country not in homes for a in roles.recipients)
    return bool(parties) or "acceptance" in sighting.frame.flags


def _are_several(sighting: Sighting) -> bool:
    """Return whether "the two ministers" or "both" meet, whoever they are."""
    counted = ("two", "both", "three")
    return any(c.lower_ in counted for noun in agents(sighting.governor) for c in (noun, *noun.children))


def _sides(cast: Cast) -> Callable[[str], str]:
    """Return what gives the country of an actor, or its id when it has none."""

    def side(actor: str) -> str:
        return cast[actor].country or actor

    return side


def _tell(
    document: Document,
    sighting: Sighting,
    type_: EventType,
    mode: str | None,
    told: Standing,
    roles: Roles,
    voice: Statement | None,
    cast: Cast,
    times: Sequence[Time],
    calendar: Calendar,
) -> Telling:
    status, why = told.status, told.why
    promised = "promise" in sighting.frame.flags or (type_ == "AGREE" and status == "planned")
    date = calendar.date(sighting, of_content=promised)
    if (
        date is None
        and status == "happened"
        and sighting.frame.type == "AGREE"
        and sighting.frame.word == "agree"
        and sighting.content
        and sighting.content.dep_ != "ccomp"  # "agreed that" was agreed, whatever is to come of it
    ):
        date = calendar.content_date(sighting.content)
        if date is not None:
            status, why = "planned", (*why, "dated content")
    if date is None and voice is not None and voice.said is not None and _is_performed(sighting, type_, status):
        date, why = voice.said, (*why, "said then")
    if status == "happened" and told.why[:1] == ("present",) and _is_to_come(date, times, document):
        status, why = "planned", (*why, "dated ahead")  # "leaves for Lima on Saturday"
    paragraph = document.paragraph_at(sighting.head.idx)
    place = place_of(sighting, cast, document.text)
    if type_ == "CONSULT" and mode is None and place is not None and _is_hosted(roles, place.country, cast):
        mode = "visit"
    if type_ == "CONSULT" and mode is None and _is_remote(sighting):
        mode = "phone"
    determiners = {c.lower_ for c in children(sighting.head, "det", "poss")}
    return Telling(
        type=type_, mode=mode if has_mode(type_, mode) else None, status=status,
        actors=roles.actors, recipients=roles.recipients, date=date, place=place,
        historical=_is_historical(date, status, times, document),
        according_to=voice.id if voice is not None else None, lemma=lemma(sighting.head),
        about=_about(sighting), summary=paragraph is not None and paragraph.role in ("title", "standfirst", "caption"),
        sentence=sighting.head.sent.start, spans=_spans(sighting), confidence=_confidence(sighting, roles, status),
        contexts=contexts(sighting.head.sent), why=(f"frame {sighting.frame.word}:{sighting.frame.line}", *why),
        earlier=_is_earlier(sighting, voice), paragraph=_paragraph(calendar.body, document, sighting.head.idx),
        simple_past=voice is None and is_simple_past(sighting.governor), nominal=sighting.nominal,
        journey=sighting.frame.mode == "visit",
        denies_before="denial" in sighting.frame.flags and any(n.lower_ in _POINTERS for n in _denied(sighting)),
        definite=sighting.nominal and bool(determiners & _DEFINITE or children(sighting.head, "poss")),
    )  # fmt: skip


def _is_hosted(roles: Roles, country: str | None, cast: Cast) -> bool:
    """Return whether talks took place in the country of one party, with another party from abroad: a visit."""
    homes = {cast[a].country for a in (*roles.actors, *roles.recipients)} - {None}
    return country in homes and len(homes) > 1


def _is_remote(sighting: Sighting) -> bool:
    """Return whether a talk was held by telephone or video ("by video link", "telephone talks")."""
    if any(c.lower_ in classes()["remote"] for c in children(sighting.head, "compound", "amod", "nmod")):
        return True
    return any(
        child.lower_ in ("by", "via", "over", "through") and any(t.lower_ in classes()["remote"] for t in child.subtree)
        for child in sighting.governor.children
    )


def _is_historical(date: int | None, status: Status, times: Sequence[Time], document: Document) -> bool:
    """Return whether an event is background: it happened, and its time ended long before the page was written."""
    published = document.article.published
    if date is None or status not in ("happened", "ongoing", "cancelled") or published is None:
        return False
    latest = times[date].latest
    if latest is None:
        return False
    try:
        return day.fromisoformat(published[:10]) - day.fromisoformat(latest[:10]) > _BACKGROUND
    except ValueError:
        return False


def _is_to_come(date: int | None, times: Sequence[Time], document: Document) -> bool:
    """Return whether a time lies wholly after the page was written."""
    published, earliest = document.article.published, times[date].earliest if date is not None else None
    return published is not None and earliest is not None and earliest[:10] > published[:10]


def _is_performed(sighting: Sighting, type_: str, status: Status) -> bool:
    """Return whether saying it is doing it ("we urge ..."): then its day is that of the words."""
    return (
        quad(type_) in (1, 3)
        and type_ != "CONSULT"
        and status == "happened"
        and sighting.governor.tag_ in ("VBP", "VBZ")
    )


def _is_earlier(sighting: Sighting, voice: Statement | None) -> bool:
    """Return whether the page tells a thing as past at the time of its story: "had agreed", in the page's own voice."""
    return (
        voice is None
        and sighting.governor.tag_ == "VBN"
        and any(c.lower_ == "had" for c in children(sighting.governor, "aux"))
    )


def _paragraph(body: Sequence[int], document: Document, offset: int) -> int:
    here = document.paragraph_at(offset)
    return bisect_right(body, offset) if here is not None and here.role == "body" else 0


def _denied(sighting: Sighting) -> list[Token]:
    """Return what a denial denies: the object of "denies it", the subject of "that is false"."""
    return objects(sighting.head) if sighting.head.pos_ == "VERB" else children(sighting.head.head, "nsubj")


def _settle_type(sighting: Sighting, told: Standing) -> tuple[EventType, str | None, Status, tuple[str, ...]]:
    """Return type, mode and status, with what PLOVER makes of the future.

    Cooperation and backing still to come are AGREE, a withdrawal still to come is CONCEDE, coercion announced is
    THREATEN.
    """
    type_, mode, status, why = sighting.type, sighting.frame.mode, told.status, told.why
    if "promise" in sighting.frame.flags and sighting.content is not None:
        inner = frame_of(sighting.content)
        if inner is not None and inner.type == "AID" and status == "planned" and _names_help(inner, sighting):
            return "AID", None, status, (*why, "promises AID")
        hostile = inner is not None and inner.type in CONFLICT - {"MOBILIZE"} and not children(sighting.content, "neg")
        if inner is not None and hostile and not _is_pledged(inner, sighting):
            return "THREATEN", None, "threatened" if status == "planned" else status, (*why, f"promises {inner.type}")
    if status == "planned" and type_ in ("COOPERATE", "SUPPORT") and "asis" not in sighting.frame.flags:
        return "AGREE", None, status, (*why, f"{type_} to come")
    if status == "planned" and type_ == "RETREAT" and mode in ("withdraw", "disarm"):
        return "CONCEDE", None, status, (*why, "RETREAT to come")
    if status == "planned" and type_ == "SANCTION" and "would, reported" in why and sighting.head.pos_ == "VERB":
        return type_, mode, status, why  # decided and announced, no longer a threat
    own = {"will", "will, if", "would", "would, reported", "may"} & set(why)
    if status == "planned" and type_ in ("CONCEDE", "RETREAT") and own:
        return "AGREE", None, status, (*why, f"{type_} to come")
    if type_ == "PROTEST" and why[-1:] == ("purpose",):
        return type_, mode, "happened", why  # "parked across the road to protest"
    if status == "planned" and {"decision", "decide"} & set(why):
        return type_, mode, status, why  # what is decided is more than a threat
    if type_ in ("SANCTION", "COERCE", "ASSAULT", "PROTEST") and (
        status == "planned" or (status == "hypothetical" and own and len(why) <= 2 and sighting.head.pos_ != "NOUN")
    ):
        return "THREATEN", None, "threatened", (*why, f"{type_} to come")
    return type_, mode, status, why


def _is_pledged(inner: Frame, sighting: Sighting) -> bool:
    """Return whether coercion is only what somebody undertook to do for another ("promised to deport them")."""
    return inner.type == "COERCE" and sighting.frame.word in ("promise", "agree", "undertake", "commit")


def _names_help(inner: Frame, sighting: Sighting) -> bool:
    """Return whether a promise is one of help that the words name ("promised to send radars"), not only an offer."""
    return sighting.frame.word not in _OFFERS and any(c.key == "obj" and c.values for c in inner.needs)


def _by_whom(
    status: Status, type_: str, roles: Roles, voice: Statement | None, cast: Cast
) -> tuple[Status, tuple[str, ...]]:
    """Return the status, with what one party to a conflict says of the other left unconfirmed."""
    if voice is None or voice.speaker is None or status not in ("happened", "ongoing"):
        return status, ()
    if cast[voice.speaker].kind == "outlet" and status == "happened" and voice.kind != "direct":
        return "unconfirmed", ("an outlet says so",)
    if quad(type_) != 4:
        return status, ()
    speaker = cast[voice.speaker].country
    doers = {cast[a].country for a in roles.actors}
    harmed = {cast[a].country for a in roles.recipients}
    touched = speaker in harmed or (type_ in ("ASSAULT", "COERCE") and not harmed - {None})
    if speaker is not None and doers and speaker not in doers and touched and voice.act == "speech":
        return "unconfirmed", ("said by the other side",)
    return status, ()


def _about(sighting: Sighting) -> frozenset[str]:
    """Return the lemmas of what an event is about: its objects, and its content with the objects of that."""
    words: set[str] = set()
    nouns = (
        [*objects(sighting.head)]
        if sighting.head.pos_ == "VERB"
        else [p for c in children(sighting.head, "prep") for p in children(c, "pobj")]
    )
    if sighting.content is not None:
        for verb in conjuncts(sighting.content):
            words.add(lemma(verb))
            nouns += children(verb, "dobj", "nsubjpass")
    for prep in children(sighting.head, "prep"):
        nouns += children(prep, "pobj")
    for noun in nouns:
        for kernel in kernels(noun):
            if kernel.pos_ == "PRON":
                continue  # "are asking for it again": about what was named before
            words.add(lemma(kernel))
            words |= {lemma(c) for c in children(kernel, "compound", "amod")}
    return frozenset(words)


def _spans(sighting: Sighting) -> list[tuple[int, int]]:
    """Return the trigger, from the verb to the noun that makes it an event; then a promised thing that stands apart."""
    head, governor = sighting.head, sighting.governor
    tokens = [head]
    if governor != head:
        tokens.append(governor)
    elif head.pos_ == "VERB":
        tokens += children(head, "prt")
        if sighting.frame.names_object():
            tokens += children(head, "dobj")
    near = [t for t in tokens if abs(t.i - head.i) <= _TRIGGER_REACH and t.sent == head.sent]
    spans = [_stretch(near)]
    content = sighting.content
    if content is not None and "promise" in sighting.frame.flags:
        if abs(content.i - head.i) <= _TRIGGER_REACH:
            spans = [_stretch([*near, content])]
        else:
            spans.append(_stretch([content]))
    return spans


def _stretch(tokens: Sequence[Token]) -> tuple[int, int]:
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def _confidence(sighting: Sighting, roles: Roles, status: Status) -> float:
    """Return how sure the reading is; a rule of thumb: specific frames and full roles make it surer."""
    value = 0.6
    value += 0.15 if roles.actors else 0.0
    value += 0.1 if roles.recipients or len(roles.actors) > 1 else 0.0
    value += 0.05 if sighting.frame.needs else 0.0
    value -= 0.1 if sighting.nominal else 0.0
    value -= 0.1 if status in ("unconfirmed", "hypothetical") else 0.0
    return round(value, 2)


def _event(number: int, telling: Telling, document: Document, notes: Notes) -> Event:
    id_ = f"e{number}"
    if not telling.actors:
        notes.leave_open("events", id_, "actors", "no-candidate")
    if telling.type in _DONE_TO_SOMEBODY and not telling.recipients:
        notes.leave_open("events", id_, "recipients", "no-candidate")
    start, end = telling.spans[0]
    return Event(
        id=id_, type=telling.type, mode=telling.mode, contexts=telling.contexts, quad=quad(telling.type),
        goldstein=score(telling.type, telling.mode), trigger=Span.cut(document.text, start, end), actors=telling.actors,
        recipients=telling.recipients, date=telling.date, place=telling.place, status=telling.status,
        according_to=telling.according_to,
        evidence=tuple(Span.cut(document.text, s, e) for s, e in telling.spans[1:]), historical=telling.historical,
        confidence=telling.confidence, why=telling.why,
    )  # fmt: skip
