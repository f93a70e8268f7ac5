"""What a transcript's turns are about: the state that a question puts up, and that its answers keep to."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.actors.scan import Scan

REACH = 8
"""Words after "on" or "turning to" within which a question names what it is about."""

# "On Peru, ...", "And turning to Mali", "Another one about Laos"; "Can I go to Asia?" changes the subject as well.
_CUE = re.compile(
    r"(?:^|[.?!:,]\s+)(?:(?:and|so|now|also|just|then|ok|okay|first|second|secondly|thanks|thank you|another|one more|"
    r"a question|question|a follow-up|follow-up|two questions|my question is|one|quickly)[ ,]+)*"
    r"(?:on|about|regarding|concerning|turning to|moving to|moving on to|going back to|back to|staying on|staying with|"
    r"switching to|over to)\s",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:(?:go|turn|move|switch|jump) to|(?:different|another|separate|new) (?:topic|subject|issue))\b"
)
_WORD = re.compile(r"\w+")


class Topics:
    """The state that each turn of a transcript is about, as far as a question says so; of no use for other pages."""

    def __init__(self, scan: Scan) -> None:
        self._starts = [turn.start for turn in scan.turns]
        self._states: list[str | None] = []
        held: str | None = None
        asker: str | None = None
        for turn in scan.turns:
            if turn.asks:
                held = held if asker in {None, turn.label} else None  # somebody else's question begins anew
                asker = turn.label
                held = _put_up(scan, turn.start + len(turn.label) + 1, turn.end, held)
            self._states.append(held)

    def at(self, offset: int) -> str | None:
        """Return the state that the turn around an offset is about (ISO 3166-1 alpha-3), None when none is put up."""
        turn = bisect_right(self._starts, offset) - 1
        return self._states[turn] if turn >= 0 else None


def _put_up(scan: Scan, start: int, end: int, held: str | None) -> str | None:
    """Return the state that a question puts up; the one before where it puts up nothing of its own."""
    text = scan.document.text
    opening = text[start:end].lstrip()
    start = end - len(text[start:end].lstrip()) if opening else start
    named = {c for t in scan.document.tokens(start, end) if (c := _state_of(scan, t.i))}
    for cue in _CUE.finditer(text[start:end]):
        at = start + cue.end()
        words = list(_WORD.finditer(text, at, end))[:REACH]
        stop = words[-1].end() if words else at
        close = re.search(r"[,.?!:;]", text[at:stop])
        stop = at + close.start() if close else stop
        told = {c for t in scan.document.tokens(at, stop) if (c := _state_of(scan, t.i))}
        if len(told) == 1:
            return told.pop()
        if not told and cue.start() == 0:
            return None
    if _OTHER.search(text[start:end]) or (named and held not in named):
        return None
    return held


def _state_of(scan: Scan, i: int) -> str | None:
    """Return the state that a token names, is the nationality of, or is the capital of."""
    hit = scan.hit_over.get(i)
    if hit is None:
        return None
    return scan.country_of(hit) or next((e.country for e in hit.entries if e.capital), None)
