"""Makes pages and records of invented happenings, as many as asked for, the same ones for the same seed.

The records are valid ones, as a reader would make them, without reading; pages are their text. Names of people and
outlets are made of syllables; the countries are real, so that codes are, and nothing said of them happened.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.record import (
    Act,
    Actor,
    Article,
    Commitment,
    Cue,
    Event,
    EventType,
    Extent,
    Mention,
    Paragraph,
    Polarity,
    Position,
    Record,
    Span,
    Statement,
    StatementKind,
    Status,
    Time,
)  # fmt: skip

COUNTRIES = {
    "ARG": "Argentina", "AUS": "Australia", "BGR": "Bulgaria", "BOL": "Bolivia", "BRA": "Brazil", "CAN": "Canada",
    "CHL": "Chile", "DNK": "Denmark", "EGY": "Egypt", "FIN": "Finland", "GHA": "Ghana", "HUN": "Hungary",
    "IDN": "Indonesia", "IND": "India", "ISL": "Iceland", "JOR": "Jordan", "JPN": "Japan", "KAZ": "Kazakhstan",
    "KEN": "Kenya", "MAR": "Morocco", "MEX": "Mexico", "MNG": "Mongolia", "NGA": "Nigeria", "NOR": "Norway",
    "NZL": "New Zealand", "PER": "Peru", "PRT": "Portugal", "RUS": "Russia", "SEN": "Senegal", "TUR": "Turkey",
    "URY": "Uruguay", "USA": "United States", "VNM": "Vietnam", "ZMB": "Zambia",
}  # fmt: skip
OFFICES = ("foreign minister", "president", "prime minister", "defence minister", "spokesperson", "ambassador")
TOPICS = ("gas transit", "fisheries", "border", "grain", "sanctions", "rail link", "prisoners", "visas", "dam water")
OPENINGS = (
    "The talks on",
    "Any delay over",
    "A fair settlement of",
    "The dispute about",
    "Joint work on",
    "Our stand on",
)
MIDDLES = ("will decide", "cannot replace", "must come before", "depends on", "is part of", "threatens")
OBJECTS = (
    "the trust between neighbours", "next year's budget", "the safety of our crews", "the agreement of last spring",
    "the winter supply", "the reopening of the crossing", "our common market", "the inspection of the tunnels",
    "the harvest", "the new timetable",
)  # fmt: skip
DEEDS: tuple[tuple[EventType, Status, str, int, float], ...] = (
    ("CONSULT", "happened", "met envoys from", 1, 2.5),
    ("AGREE", "happened", "agreed on a timetable with", 1, 2.5),
    ("ACCUSE", "happened", "accused", 3, -3.0),
    ("REJECT", "happened", "turned down a proposal of", 3, -2.0),
    ("AID", "planned", "will send pumps to", 2, 10.0),
    ("SANCTION", "threatened", "threatened to close its ports to ships of", 4, -6.0),
    ("CONSULT", "planned", "will receive a delegation from", 1, 2.5),
)
SYLLABLES = ("ba", "do", "ke", "li", "ma", "no", "ra", "se", "ti", "vo", "zu", "pel", "gar", "min", "tor", "vel", "an")
OUTLETS = ("Northline Wire", "Harbour Post", "Plains Agency", "The Meridian", "Delta Courier", "Eastgate Radio")
FIRST = date(2018, 1, 1)
DAYS = 2500


@dataclass(slots=True)
class _Text:
    """A page's text as it grows; remembers where things were written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, words: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


class Synthetic:
    """An invented press: people with offices, outlets, and pages about them.

    Args:
        seed: the same seed makes the same pages.
        people: how many different people speak in it.
        statements: how many statements a page has.
    """

    def __init__(self, seed: int = 1, *, people: int = 2000, statements: int = 12) -> None:
        self._seed, self._statements = seed, statements
        rng = random.Random(seed)
        codes = list(COUNTRIES)
        self.people = [(_name(rng), rng.choice(codes), rng.choice(OFFICES)) for _ in range(people)]

    def records(self, count: int, *, start: int = 0) -> Iterator[Record]:
        """Yield the records of pages `start` to `start + count`."""
        for number in range(start, start + count):
            yield self.record(number)

    def pages(self, count: int, *, start: int = 0) -> Iterator[dict[str, str]]:
        """Yield the pages as JSON lines have them."""
        for record in self.records(count, start=start):
            a = record.article
            yield {"id": str(record.id), "text": a.text, "published": str(a.published), "url": str(a.url),
                   "title": str(a.title)}  # fmt: skip

    def record(self, number: int) -> Record:
        """Return the record of one page."""
        rng = random.Random(f"{self._seed}/{number}")
        day = FIRST + timedelta(days=rng.randrange(DAYS))
        topic = rng.choice(TOPICS)
        # Some people are heard far more often than others, as in any press.
        cast = [self.people[min(int(rng.paretovariate(0.6)) - 1, len(self.people) - 1)] for _ in range(3)]
        home, away = cast[0][1], rng.choice([c for c in COUNTRIES if c != cast[0][1]])
        page = _Page(rng, day, topic)
        title = f"{COUNTRIES[home]} and {COUNTRIES[away]} at odds over {topic}, page {number}"
        page.paragraph(title, "title")
        page.deed(home, away)
        for at in range(self._statements):
            page.saying(cast[at % len(cast)], away)
        page.promise(cast[0], away)
        text = "".join(page.text.parts)
        outlet = rng.choice(OUTLETS)
        return Record(
            id=f"p{number}",
            article=Article(
                title=title, publisher=outlet, language="en", published=f"{day.isoformat()}T08:00:00Z",
                url=f"https://{outlet.lower().replace(' ', '-')}.example/{number}", text=text,
                paragraphs=tuple(page.paragraphs), sha256=hashlib.sha256(text.encode()).hexdigest(),
            ),
            actors=page.actors(), times=tuple(page.times), statements=tuple(page.statements),
            events=tuple(page.events), commitments=tuple(page.commitments), positions=tuple(page.positions),
        )  # fmt: skip


class _Page:
    def __init__(self, rng: random.Random, day: date, topic: str) -> None:
        self.rng, self.day, self.topic = rng, day, topic
        self.text = _Text()
        self.paragraphs: list[Paragraph] = []
        self.times: list[Time] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.commitments: list[Commitment] = []
        self.positions: list[Position] = []
        self._known: dict[str, Actor] = {}
        self._mentions: dict[str, list[Mention]] = {}

    def actors(self) -> tuple[Actor, ...]:
        return tuple(a.model_copy(update={"mentions": tuple(self._mentions[k])}) for k, a in self._known.items())

    def paragraph(self, words: str, role: str) -> None:
        start, end = self.text.write(words)
        self._close(start, end, role)

    def deed(self, home: str, away: str) -> None:
        type, status, verb, quad, score = self.rng.choice(DEEDS)
        start, _ = self.text.write("")
        one = self._mention(home, COUNTRIES[home], Actor(id="", name=COUNTRIES[home], kind="state", country=home))
        self.text.write(" ")
        trigger = self._span(verb)
        self.text.write(" ")
        other = self._mention(away, COUNTRIES[away], Actor(id="", name=COUNTRIES[away], kind="state", country=away))
        self.text.write(" on ")
        when = self._when(self.day)
        _, end = self.text.write(f", officials told reporters in {self._place()}.")
        self.events.append(Event(
            id=f"e{len(self.events) + 1}", type=type, quad=quad, goldstein=score, trigger=trigger, actors=(one,),
            recipients=(other,), date=when, status=status, contexts=("diplomatic",), confidence=0.8,
        ))  # fmt: skip
        self._close(start, end, "body")

    def saying(self, person: tuple[str, str, str], away: str) -> None:
        name, country, office = person
        rng = self.rng
        words = f"{rng.choice(OPENINGS)} {self.topic} {rng.choice(MIDDLES)} {rng.choice(OBJECTS)}"
        direct = rng.random() < 0.5
        start, _ = self.text.write("“" if direct else "")
        if not direct:
            speaker, cue = self._speaker(name, country, office)
            self.text.write(" said that ")
        inner = self._span(words if direct else words[0].lower() + words[1:])
        if rng.random() < 0.3:
            self.text.write(" with ")
            self._mention(away, COUNTRIES[away], Actor(id="", name=COUNTRIES[away], kind="state", country=away))
            inner = Span(start=inner.start, end=self.text.length, text="".join(self.text.parts)[inner.start :])
        if direct:
            self.text.write(",” ")
            speaker, cue = self._speaker(name, country, office)
            self.text.write(" said")
        _, end = self.text.write(".")
        polarity: Polarity = rng.choice(("asserted", "asserted", "asserted", "denied", "declined"))
        act: Act = "speech" if direct else rng.choice(("speech", "speech", "thought", "intention"))
        kind: StatementKind = "direct" if direct else "indirect"
        self.statements.append(Statement(
            id=f"s{len(self.statements) + 1}", act=act, kind=kind, spans=(Extent(start=inner.start, end=inner.end),),
            text=inner.text, quoted=(inner,) if direct else (), cue=cue, speaker=speaker,
            addressees=(self._known[away].id,) if rng.random() < 0.3 else (), polarity=polarity,
            confidence=round(rng.uniform(0.5, 1), 2), topics=(self.topic,),
        ))  # fmt: skip
        self._close(start, end, "body")

    def promise(self, person: tuple[str, str, str], away: str) -> None:
        start, _ = self.text.write("")
        speaker, _ = self._speaker(*person)
        self.text.write(" promised ")
        what = self._span(f"a report on {self.topic}")
        self.text.write(" by ")
        due = self._when(self.day + timedelta(days=self.rng.randrange(10, 400)))
        _, end = self.text.write(".")
        self.commitments.append(Commitment(
            id="c1", what=what.text, who=(speaker,), to=(self._known[away].id,), due=due,
            state=self.rng.choice(("open", "open", "conditional", "done")), evidence=(what,),
        ))  # fmt: skip
        self.positions.append(Position(
            id="p1", actor=speaker, issue=self.topic, stance=self.rng.choice(("supports", "opposes", "concerned")),
            evidence=(what,),
        ))  # fmt: skip
        self._close(start, end, "body")

    def _speaker(self, name: str, country: str, office: str) -> tuple[str, Cue | None]:
        actor = Actor(id="", name=name, kind="person", country=country, sector="GOV", sectors=("GOV",), office=office)
        return self._mention(name, name, actor), None

    def _mention(self, key: str, words: str, actor: Actor) -> str:
        if key not in self._known:
            self._known[key] = actor.model_copy(update={"id": f"a{len(self._known) + 1}"})
            self._mentions[key] = []
        span = self._span(words)
        self._mentions[key].append(Mention(start=span.start, end=span.end, text=span.text, form="name"))
        return self._known[key].id

    def _when(self, day: date) -> int:
        span = self._span(f"{day:%B} {day.day}, {day.year}")
        iso = day.isoformat()
        self.times.append(Time(**span.model_dump(), type="DATE", value=iso, edtf=iso, earliest=iso, latest=iso))
        return len(self.times) - 1

    def _span(self, words: str) -> Span:
        start, end = self.text.write(words)
        return Span(start=start, end=end, text=words)

    def _place(self) -> str:
        return _name(self.rng).split()[1]

    def _close(self, start: int, end: int, role: str) -> None:
        self.paragraphs.append(Paragraph.model_validate({"start": start, "end": end, "role": role}))
        self.text.write("\n\n")


def _name(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(SYLLABLES, k=n)).capitalize() for n in (2, rng.choice((2, 3, 3))))
