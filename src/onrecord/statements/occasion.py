"""The occasion of a statement: by which channel it was made and when, as far as the page says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.record import Channel, Time
from onrecord.statements.draft import Draft
from onrecord.statements.lexicon import lemma_of, word_list

_WRITES = {"write": "written", "publish": "written", "email": "written", "tweet": "social", "post": "social"}
_CHANNELS: tuple[tuple[str, Channel], ...] = (
    ("social-noun", "social"), ("video-noun", "video"), ("press-noun", "press-conference"), ("phone-noun", "phone"),
    ("broadcast-noun", "broadcast"), ("written-noun", "written"),
)  # fmt: skip
_DAY = frozenset({"DATE", "TIME"})
_NEAR = 80
"""Tokens on either side of a cue that may belong to its saying; a sentence without end would cost its square."""


def own_words(draft: Draft) -> list[Token]:
    """Return the tokens of the cue's sentence that are not what was said: speaker, cue, time and place of saying."""
    if draft.cue is None:
        return []
    sentence, at = draft.cue.sent, draft.cue.i
    near = draft.cue.doc[max(sentence.start, at - _NEAR) : min(sentence.end, at + _NEAR)]
    return [t for t in near if not draft.holds(t.idx) and not t.is_space]


def channel_of(draft: Draft) -> Channel:
    """Return by which channel the words around a cue say that it was said."""
    if draft.cue is None:
        return "press-conference" if draft.frame in ("turn", "asks") else "unknown"
    written = _WRITES.get(lemma_of(draft.cue))
    near = (t for t in own_words(draft) if hangs_on(t, draft.cue, alone=True))
    words = {t.lower_ for t in near if not _is_topic(t, draft.cue) and not _is_of_name(t)}
    for name, channel in _CHANNELS:
        if words & word_list(name):
            return channel
    return "social" if written == "social" else "written" if written == "written" else "unknown"


def _is_of_name(token: Token) -> bool:
    """Say whether a token is part of a name of several words ("the Harbour Post", "the Security Conference")."""
    return token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.lefts)


def _is_topic(token: Token, cue: Token) -> bool:
    """Say whether a token is what a text is about ("in a report on a call", "a statement about the briefing")."""
    current = token
    for _ in range(12):
        if current.i == cue.i or current.head.i == current.i:
            break
        about = current.dep_ == "prep" and current.lower_ in ("on", "about")
        if about and current.head.lower_ in word_list("written-noun") | word_list("document-noun"):
            return token.lower_ not in word_list("social-noun") | word_list("broadcast-noun")
        current = current.head
    return False


def said_at(document: Document, draft: Draft, times: Sequence[Time]) -> int | None:
    """Return the index of the time that the cue's own clause gives for the saying, or None.

    The time must hang on the cue ("said on Friday", "Friday told", "In a statement issued yesterday"), not on what was
    said, and must be a day or an hour.
    """
    if draft.cue is None:
        return None
    best: tuple[int, int] | None = None
    start, end = draft.cue.sent.start_char, draft.cue.sent.end_char
    first = bisect_left(times, start, key=lambda t: t.start)
    for i in range(first, len(times)):
        time = times[i]
        if time.start >= end:
            break
        if time.type not in _DAY or draft.holds(time.start):
            continue
        token = document.token_at(time.start)
        if time.value is not None and len(time.value) == 4 and time.start < draft.cue.idx:
            continue  # "In 2003, she said, ..." dates what she said
        right_behind = draft.cue.i < token.i <= draft.cue.i + 3 and time.end <= draft.start
        if right_behind or (hangs_on(token, draft.cue) and not _dates_something_else(token, time, draft.cue)):
            distance = abs(token.i - draft.cue.i)
            if best is None or distance < best[0]:
                best = (distance, i)
    return best[1] if best else None


_OTHER_TIME = frozenset({"after", "before", "until", "since", "by", "from", "between", "following"})


def _dates_something_else(token: Token, time: Time, cue: Token) -> bool:
    """Say whether a time is that of a noun ("after the January quake"), or bounds the saying from one side."""
    current = token
    for _ in range(6):
        if current.i == cue.i or current.pos_ in ("VERB", "AUX"):
            return False
        if current.dep_ == "prep" and current.lower_ in _OTHER_TIME:
            return True
        noun = current.pos_ in ("NOUN", "PROPN") and not time.start <= current.idx < time.end
        if noun and current.lower_ not in word_list("channel-noun") and current.ent_type_ not in ("DATE", "TIME"):
            return True
        current = current.head
    return False


def _conjoined_before(cue: Token) -> set[int]:
    """Return the verbs that a cue is joined to ("on Tuesday held talks ... and said"); they share their time."""
    found: set[int] = set()
    token = cue
    while token.dep_ == "conj" and token.head.pos_ == "VERB" and len(found) < 4:
        token = token.head
        found.add(token.i)
    return found


def hangs_on(token: Token, cue: Token, *, alone: bool = False) -> bool:
    """Say whether a token belongs to the cue's own clause: the first verb above it is the cue.

    Unless `alone`, a verb that the cue is joined to counts as well.
    """
    current = token
    beside = set() if alone else _conjoined_before(cue)
    for _ in range(12):
        if current.i == cue.i or (current.i < cue.i and current.i in beside):
            return True
        if current.pos_ in ("VERB", "AUX") and current.i != token.i:
            if current.dep_ in ("acl", "advcl") and current.head.i != current.i and current.tag_ in ("VBN", "VBG"):
                current = current.head
                continue
            return current.dep_ == "xcomp" and current.head.i == cue.i
        if current.head.i == current.i:
            return False
        current = current.head
    return False


def lead_day(document: Document, times: Sequence[Time]) -> int | None:
    """Return the time that the story's first sentence puts its news at, when that is the page's own day or the eve.

    "Told reporters" without a time of its own, in a story that opens "X agreed on Monday", was said on that Monday.
    Returns None without a page date, or when the lead gives no such day.
    """
    published = document.article.published or (document.article.dateline.date if document.article.dateline else None)
    body = next((p for p in document.article.paragraphs if p.role == "body"), None)
    if published is None or body is None:
        return None
    first = document.token_at(body.start).sent
    for i in range(bisect_left(times, body.start, key=lambda t: t.start), len(times)):
        time = times[i]
        if time.start >= first.end_char:
            return None
        if time.type in _DAY and time.value and hangs_on(document.token_at(time.start), first.root):
            return i if days_between(time, published) in (0, 1) else None
    return None


def page_day(document: Document, times: Sequence[Time]) -> int | None:
    """Return the day that the title, standfirst or dateline gives (a transcript has its date there), or None."""
    for i, time in enumerate(times):
        paragraph = document.paragraph_at(time.start)
        if paragraph is None or paragraph.role not in ("title", "standfirst", "dateline"):
            continue
        if time.type in _DAY and time.value and len(time.value) >= 10:
            return i
    return None


def days_between(time: Time, published: str) -> int | None:
    """Return the days from a time's first day to the page's, or None when one of them is no full date."""
    try:
        return (date.fromisoformat(published[:10]) - date.fromisoformat((time.earliest or time.value or "")[:10])).days
    except ValueError:
        return None
