"""The cast: the actors of one page while it is being read.

For the rooms below:

- `exactly`, `within`, `covering`, `innermost`: which actor a stretch or an offset of the text refers to.
- `head_actor(span)`: the actor of a noun phrase (a spaCy span, or one token), None when nobody was recognised in it.
- `describe(span)`: the same, but enters an actor for a phrase that nobody recognised ("farmers in the delta").
- `state(iso3)`: the state's actor, entered when the page has not named it so far.
- `side(actor)`: the state that an actor speaks for, None when that cannot be told; `allied` says whether two actors
  are of one side.
- `together(members, start, end)`: the group of several actors ("The Prime Minister and the President").
- `places`: every place named as a place, with its country ("a visit to Moscow" names no actor).
- `home`: the state that the page is written from, as far as it says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.record import Actor, ActorKind, Mention, MentionForm


@dataclass(slots=True)
class Part:
    """An actor in the making; all fields but the last two are those of `Actor`, and may still change.

    `pronoun` is `he` or `she` once the page itself has called the person so. `plural` says that "they" fits.
    """

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
    pronoun: str | None = None
    plural: bool = False

    def add_sector(self, sector: str | None) -> None:
        """Note a sector; the first one noted is the primary one."""
        if sector and sector not in self.sectors:
            # PLOVER's manual calls health workers HLH where its list of sectors has MED.
            self.sectors += ["MED", "HLH"] if sector == "MED" else [sector]
            self.sector = self.sectors[0]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named as a place; `geonames` is None where the tables have no id."""

    start: int
    end: int
    name: str
    country: str | None
    geonames: int | None = None


class Cast:
    """Who is on the page: parts by id, and which part each stretch of text refers to.

    A stretch of text refers to one part at most; a longer mention may hold a shorter one, of another part ("Russia's
    Finance Ministry" holds "Russia") or of the same ("Foreign Minister Anna Berg" holds "Anna Berg").
    """

    def __init__(self, text: str) -> None:
        self.home: str | None = None
        self.places: list[PlaceMention] = []
        self._text = text
        self._parts: dict[str, Part] = {}
        # (start, -end, id), sorted: of two that start together the longer comes first.
        self._spans: list[tuple[int, int, str]] = []
        self._longest = 0
        self._states: dict[str, str] = {}
        self._name_of_state: Callable[[str], tuple[str, str | None]] = lambda iso3: (iso3, None)
        self._describe: Callable[[Span], str | None] = lambda span: None

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts.values())

    def __getitem__(self, actor: str) -> Part:
        return self._parts[actor]

    def __contains__(self, actor: object) -> bool:
        return actor in self._parts

    def lean_on(
        self, name_of_state: Callable[[str], tuple[str, str | None]], describe: Callable[[Span], str | None]
    ) -> None:
        """Give the cast what it needs to enter states (name and QID of a code) and described actors."""
        self._name_of_state, self._describe = name_of_state, describe

    def enter(self, name: str, kind: ActorKind, **known: str | None) -> Part:
        """Add a new actor and return its part; `known` may give country, sector, office and wikidata."""
        part = Part(id=f"a{len(self._parts) + 1}", name=name, kind=kind, **known)  # type: ignore[arg-type]
        if part.sector:
            part.sectors.append(part.sector)
        self._parts[part.id] = part
        return part

    def state(self, iso3: str) -> str:
        """Return the actor that is the state of this ISO 3166-1 alpha-3 code, entered when it is new."""
        if iso3 not in self._states:
            name, wikidata = self._name_of_state(iso3)
            self._states[iso3] = self.enter(name, "state", country=iso3, wikidata=wikidata).id
        return self._states[iso3]

    def mention(self, actor: str, start: int, end: int, form: MentionForm) -> None:
        """Note that `start`..`end` of the text refers to the actor; a stretch noted before stays as it was."""
        if end <= start or self.exactly(start, end) is not None:
            return
        at = bisect_left(self._spans, (start, -end, actor))
        self._spans.insert(at, (start, -end, actor))
        self._longest = max(self._longest, end - start)
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
        holding = self._holding(offset)
        return max(holding, key=lambda m: m[1] - m[0])[2] if holding else None

    def innermost(self, offset: int, besides: str | None = None) -> str | None:
        """Return the actor of the shortest mention that holds the offset, mentions of `besides` left out."""
        holding = [m for m in self._holding(offset) if m[2] != besides]
        return min(holding, key=lambda m: m[1] - m[0])[2] if holding else None

    def head_actor(self, phrase: Span | Token) -> str | None:
        """Return the actor that a noun phrase refers to: the one whose mention has the phrase's head.

        A mention that is the whole phrase goes first, then the longest that holds the head and lies within the phrase
        (for a token, within the sentence). Returns None when no mention holds the head.
        """
        if isinstance(phrase, Token):
            return self.covering(phrase.idx)
        if not len(phrase):
            return None
        start, end = phrase[0].idx, phrase[-1].idx + len(phrase[-1])
        whole = self.exactly(start, end)
        if whole is None and phrase[0].pos_ == "DET" and len(phrase) > 1:
            whole = self.exactly(phrase[1].idx, end)
        if whole is not None:
            return whole
        holding = self._holding(phrase.root.idx)
        inner = [m for m in holding if m[0] >= start and m[1] <= end] or holding
        return max(inner, key=lambda m: m[1] - m[0])[2] if inner else None

    def describe(self, phrase: Span) -> str | None:
        """Return the actor of a noun phrase, entering one when nobody was recognised in it.

        The new actor has what the phrase tells of its country and sector. Returns None for a phrase that cannot be an
        actor: one without a noun or pronoun for a head, or a pronoun that was left open.
        """
        return self.head_actor(phrase) or self._describe(phrase)

    def together(self, members: Sequence[str], start: int, end: int) -> str:
        """Return the group of exactly these members, entered when new, and note that the stretch refers to it."""
        wanted = sorted(set(members))
        for part in self:
            if part.kind == "group" and sorted(part.members) == wanted:
                break
        else:
            part = self.enter(self._text[start:end], "group")
            part.members, part.plural = list(dict.fromkeys(members)), True
            sectors = {self[m].sector for m in wanted}
            part.add_sector(sectors.pop() if len(sectors) == 1 else None)
        self.mention(part.id, start, end, "description")
        return part.id

    def side(self, actor: str) -> str | None:
        """Return the state that the actor belongs to (a state belongs to itself), None when it is not known."""
        part = self[actor]
        return self.state(part.country) if part.country else None

    def allied(self, one: str, other: str) -> bool:
        """Return whether two actors are known to be of one country."""
        return self[one].country is not None and self[one].country == self[other].country

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

    def _holding(self, offset: int) -> list[tuple[int, int, str]]:
        """Return the mentions that hold the offset as (start, end, actor)."""
        found = []
        for i in range(bisect_right(self._spans, (offset + 1,)) - 1, -1, -1):
            start, minus_end, actor = self._spans[i]
            if start <= offset - self._longest:
                break
            if -minus_end > offset:
                found.append((start, -minus_end, actor))
        return found
