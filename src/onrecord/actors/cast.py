"""The cast: the actors of one page while it is being read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.record import Actor, ActorKind, Mention, MentionForm


@dataclass(slots=True)
class Part:
    """An actor in the making; the fields are those of `Actor`, and may still change."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    sectors: list[str] = field(default_factory=list)
    office: str | None = None
    wikidata: str | None = None
    members: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


class Cast:
    """Who is on the page: parts by id, and which part each stretch of text refers to.

    A stretch of text refers to one part at most; a longer mention may hold a shorter one of another part
    ("Russia's Finance Ministry" holds "Russia").
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: dict[str, Part] = {}
        self._spans: list[
            tuple[int, int, str]
        ] = []  # (start, -end, id), sorted: of two that start together the longer first

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts.values())

    def __getitem__(self, actor: str) -> Part:
        return self._parts[actor]

    def __contains__(self, actor: object) -> bool:
        return actor in self._parts

    def enter(self, name: str, kind: ActorKind, **known: str | None) -> Part:
        """Add a new actor and return its part; `known` may give country, sector, office and wikidata."""
        part = Part(id=f"a{len(self._parts) + 1}", name=name, kind=kind, **known)  # type: ignore[arg-type]
        self._parts[part.id] = part
        return part

    def mention(self, actor: str, start: int, end: int, form: MentionForm) -> None:
        """Note that `start`..`end` of the text refers to the actor; noting it twice changes nothing."""
        key = (start, -end, actor)
        at = bisect_left(self._spans, key)
        if at < len(self._spans) and self._spans[at] == key:
            return
        self._spans.insert(at, key)
        self._parts[actor].mentions.append(Mention(start=start, end=end, text=self._text[start:end], form=form))

    def exactly(self, start: int, end: int) -> str | None:
        """Return the actor that exactly this stretch refers to, or None."""
        at = bisect_left(self._spans, (start, -end, ""))
        if at < len(self._spans) and self._spans[at][:2] == (start, -end):
            return self._spans[at][2]
        return None

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return the mentions within a stretch as (start, end, actor), a longer one before those that it holds."""
        found = []
        for i in range(bisect_left(self._spans, (start,)), len(self._spans)):
            mention_start, minus_end, actor = self._spans[i]
            if mention_start >= end:
                break
            if -minus_end <= end:
                found.append((mention_start, -minus_end, actor))
        return found

    def covering(self, offset: int) -> str | None:
        """Return the actor of the longest mention that holds the offset, or None."""
        best: tuple[int, str] | None = None
        for start, minus_end, actor in self._spans:
            if start > offset:
                break
            if -minus_end > offset and (best is None or -minus_end - start > best[0]):
                best = (-minus_end - start, actor)
        return best[1] if best else None

    def actors(self) -> tuple[Actor, ...]:
        """Return the record's actors, in order of entry, mentions in order of the text."""
        return tuple(
            Actor(
                id=p.id, name=p.name, kind=p.kind, country=p.country, sector=p.sector, sectors=tuple(p.sectors),
                office=p.office, wikidata=p.wikidata, members=tuple(p.members),
                mentions=tuple(sorted(p.mentions, key=lambda m: (m.start, -m.end))),
            )
            for p in self._parts.values()
        )  # fmt: skip
