"""The occasion of a statement: by which channel it was made and when, as far as the page says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.record import Channel, Time
from onrecord.statements.draft import Draft
from onrecord.statements.lexicon import lemma_of, word_list

_WRITES = {"write": "written", "publish": "written", "email": "written", "tweet": "social", "post": "social"}
_CHANNELS: tuple[tuple[str, Channel], ...] = (
    ("press-noun", "press-conference"), ("social-noun", "social"), ("video-noun", "video"), ("phone-noun", "phone"),
    ("broadcast-noun", "broadcast"), ("written-noun", "written"),
)  # fmt: skip
_DAY = frozenset({"DATE", "TIME"})


def own_words(draft: Draft) -> list[Token]:
    """Return the tokens of the cue's sentence that are not what was said: speaker, cue, time and place of saying."""
    if draft.cue is None:
        return []
    sentence = draft.cue.sent
    return [t for t in sentence if not draft.holds(t.idx) and not t.is_space]


def channel_of(draft: Draft) -> Channel:
    """Return by which channel the words around a cue say that it was said."""
    if draft.cue is None:
        return "press-conference" if draft.frame in ("turn", "asks") else "unknown"
    written = _WRITES.get(lemma_of(draft.cue))
    words = {t.lower_ for t in own_words(draft) if _hangs_on(t, draft.cue) or t.i < draft.cue.i}
    for name, channel in _CHANNELS:
        if words & word_list(name):
            return channel
    return "social" if written == "social" else "written" if written == "written" else "unknown"


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
        if _hangs_on(token, draft.cue):
            distance = abs(token.i - draft.cue.i)
            if best is None or distance < best[0]:
                best = (distance, i)
    return best[1] if best else None


def _hangs_on(token: Token, cue: Token) -> bool:
    """Say whether a token belongs to the cue's own clause: the first verb above it is the cue, or a verb beside it."""
    current = token
    for _ in range(12):
        if current.i == cue.i:
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
