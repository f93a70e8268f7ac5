"""Names: which party a stretch of a page names, and which words are names of parties."""

from __future__ import annotations

import re

from onrecord.record import Actor, Record


class Names:
    """Who is who on one page: which party a stretch of words names, and which words are names of parties."""

    def __init__(self, record: Record) -> None:
        self._mentions = sorted(
            ((m.start, m.end, a) for a in record.actors for m in a.mentions), key=lambda m: (m[0], -m[1])
        )
        self._actors = record.actors
        self.words = frozenset(
            w.lower()
            for a in record.actors
            if a.kind == "state" or (a.kind == "person" and any(m.form == "name" for m in a.mentions))
            for text in [a.name, *(m.text for m in a.mentions if m.form in ("name", "alias", "metonym"))]
            for w in re.findall(r"\w+", text)
            if w[0].isupper()
        )

    def at(self, offset: int) -> Actor | None:
        """Return the actor of the longest mention that holds the offset."""
        held = [(end - start, i, a) for i, (start, end, a) in enumerate(self._mentions) if start <= offset < end]
        return max(held, key=lambda h: (h[0], -h[1]))[2] if held else None

    def within(self, start: int, end: int) -> list[Actor]:
        """Return the actors that a stretch of text names, in order."""
        return [a for s, e, a in self._mentions if start <= s and e <= end]


def side_of(actor: Actor | None) -> str | None:
    """Return what stands for an actor when two pages are compared: its country, or else its last name."""
    if actor is None:
        return None
    if actor.kind in ("person", "state", "organisation") and actor.country:
        return actor.country
    return actor.name.split()[-1].lower() if actor.name else None
