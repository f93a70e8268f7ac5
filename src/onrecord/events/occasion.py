"""Occasions: what a page's events take from each other, because it tells them as one happening."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Span

from onrecord.events.dating import Calendar, is_day
from onrecord.events.telling import Telling
from onrecord.language import Document
from onrecord.record import Time

_SPOKEN = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AGREE", "REJECT", "CONCEDE", "CONSULT", "THREATEN", "ASSAULT"})
"""Types that an undated telling may share the day of the page's occasion with: what is said or settled at a meeting."""

_SHORT = 8
"""A question of at most so many words that asks whether something is true asks that of the sentence before."""

_TRUE = frozenset({"true", "accurate", "correct", "right", "so", "false", "confirmed"})


def accept_invitations(tellings: Sequence[Telling], side: Callable[[str], str]) -> None:
    """Make the visits that somebody was invited to planned ones where the page says that they accepted.

    "The invitation was accepted" names nobody: then the guest of the last invitation did.
    """
    invitation: Telling | None = None
    for telling in tellings:
        if telling.lemma == "invite":
            invitation = telling
        elif telling.lemma == "accept" and telling.type == "AGREE" and not telling.actors and invitation is not None:
            telling.actors, telling.recipients = invitation.recipients, invitation.actors
    acceptors = {side(a) for t in tellings if t.lemma == "accept" and t.status == "happened" for a in t.actors}
    for telling in tellings:
        if telling.mode == "visit" and telling.status == "proposed" and {side(a) for a in telling.actors} & acceptors:
            telling.status = "planned"
            telling.why = (*telling.why, "invitation accepted")


def doubt_what_was_asked(tellings: Sequence[Telling], sentences: Sequence[Span]) -> None:
    """Leave unconfirmed what a question asks the truth of: "They threatened to cut aid. Is that accurate?"."""
    starts = [s.start for s in sentences]
    for telling in tellings:
        after = bisect_right(starts, telling.sentence)
        if telling.status not in ("happened", "ongoing") or after >= len(starts):
            continue
        words = [t.lower_ for t in sentences[after] if not t.is_space and not t.is_quote]
        if (
            len(words) <= _SHORT
            and words[-1:] == ["?"]
            and words[:2] in (["is", "that"], ["is", "this"], ["is", "it"])
            and _TRUE & set(words)
        ):
            telling.status = "unconfirmed"
            telling.why = (*telling.why, "asked whether it is so")


def deny_what_was_said(
    tellings: Sequence[Telling], sentences: Sequence[int], speakers: Mapping[str, str | None]
) -> None:
    """Make denied what somebody told in one of the last sentences before "she denies it".

    `sentences` are the starts of the page's sentences in order, `speakers` who says each statement.
    """
    order = {start: i for i, start in enumerate(sentences)}
    told: dict[int, list[Telling]] = {}
    for telling in tellings:
        if telling.according_to is not None and telling.status in ("happened", "ongoing", "unconfirmed"):
            told.setdefault(order.get(telling.sentence, -1), []).append(telling)
    for denial in tellings:
        at = order.get(denial.sentence, -1)
        for telling in (t for back in (1, 2, 3) if denial.denies_before for t in told.get(at - back, ())):
            if speakers.get(telling.according_to or "") not in denial.actors:
                telling.status = "denied"
                telling.why = (*telling.why, "denied in what follows")


def carry_day(tellings: Sequence[Telling], document: Document, calendar: Calendar) -> None:
    """Date what a paragraph goes on to tell in the simple past by the day that its last dated sentence has set."""
    days: dict[int, int | None] = {}
    paragraph, day = -1, None
    for sentence in document.sentences:
        here = document.paragraph_at(sentence.start_char)
        start = here.start if here is not None else -1
        if start != paragraph:
            paragraph, day = start, None
        days[sentence.start] = day
        own = calendar.main_day(sentence)
        day = own if own is not None else day
    for telling in tellings:
        set_day = days.get(telling.sentence)
        if telling.date is None and set_day is not None and telling.status == "happened" and telling.simple_past:
            telling.date = set_day
            telling.why = (*telling.why, "day of the paragraph")


def share_day(
    tellings: Sequence[Telling],
    document: Document,
    times: Sequence[Time],
    side: Callable[[str], str],
    pair: Sequence[str],
) -> None:
    """Date what the page tells, without a time of its own, as part of an occasion that it has dated.

    The occasion is the first dated thing of the page that happened between two sides or more, or that opens the page.
    Told as part of it is what happened in the simple past between no others than its sides; `pair` are the page's two.
    Nothing is dated by the day of publication.
    """
    occasion = _occasion(tellings, times)
    if occasion is None:
        _date_document(tellings, document, times)
        return
    parties = {side(a) for a in (*occasion.actors, *occasion.recipients)}
    if parties <= set(pair):
        parties = set(pair)  # a page about two sides tells of both
    for telling in tellings:
        if (
            telling.date is not None
            or telling.status not in ("happened", "unconfirmed")
            or telling.earlier
            or telling.type not in _SPOKEN
        ):
            continue
        involved = {side(a) for a in (*telling.actors, *telling.recipients)}
        if involved and (involved <= parties or ({side(a) for a in telling.actors} <= parties and telling.actors)):
            telling.date = occasion.date
            telling.why = (*telling.why, "day of the occasion")


def _date_document(tellings: Sequence[Telling], document: Document, times: Sequence[Time]) -> None:
    """Date what a joint statement does in its own words by the day that stands at its head ("Nairobi, 21 January")."""
    title = (document.article.title or "").lower()
    if not any(word in title for word in ("joint", "communique", "communiqué", "declaration")):
        return
    heads = [p for p in document.article.paragraphs if p.role in ("dateline", "heading")]
    day = next((i for i, t in enumerate(times) if is_day(t) and any(p.start <= t.start < p.end for p in heads)), None)
    for telling in tellings:
        if day is not None and telling.date is None and telling.simple_past and telling.type in _SPOKEN - {"CONSULT"}:
            telling.date = day
            telling.why = (*telling.why, "day of the document")


def _occasion(tellings: Sequence[Telling], times: Sequence[Time]) -> Telling | None:
    dated = [
        t
        for t in tellings
        if t.date is not None and t.status in ("happened", "ongoing") and not t.earlier and not t.historical
    ]
    dated = [t for t in dated if t.type in _SPOKEN and is_day(times[t.date or 0])]
    meetings = [t for t in dated if t.type == "CONSULT" and len(t.actors) + len(t.recipients) > 1]
    lead = [t for t in dated if t.paragraph <= 2]
    return next(iter(sorted(meetings, key=lambda t: (t.mode == "visit", t.spans[0]))), None) or next(iter(lead), None)
