"""Readouts: pages that tell of one call or meeting, whose two sides speak to each other throughout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.record import Channel, Time
from onrecord.statements.lexicon import lemma_of, word_list
from onrecord.statements.occasion import days_between

_FORMAL = frozenset({"person", "state"})
_CHANNEL_WORDS: tuple[tuple[frozenset[str], Channel], ...] = (
    (frozenset({"video", "videoconference", "teleconference", "videolink"}), "video"),
    (frozenset({"phone", "telephone", "telephoned", "phoned", "call"}), "phone"),
)


@dataclass(frozen=True, slots=True)
class Readout:
    """The meeting that a page reports: its two parties (actor ids), the index of its time, and its channel.

    `heard` says that the page is an account of nothing else, so that each party hears what the other is told to say.
    """

    parties: tuple[str, str]
    time: int | None
    channel: Channel
    heard: bool = True

    def other(self, actor: str, cast: Cast) -> str | None:
        """Return the party that an actor speaks to: the other one, also for the state that a party speaks for."""
        first, second = self.parties
        for one, other in ((first, second), (second, first)):
            if actor == one:
                return other
        allied = [cast.allied(actor, one) for one in self.parties]
        if cast[actor].kind in _FORMAL and allied[0] != allied[1]:
            return second if allied[0] else first
        return None

    def is_both(self, actor: str, cast: Cast) -> bool:
        """Say whether an actor is both parties together ("the two leaders")."""
        return set(cast[actor].members) == set(self.parties)


def readout_of(document: Document, cast: Cast, times: Sequence[Time]) -> Readout | None:
    """Return the meeting that a page is an account of, or None for any other page.

    The title tells of a meeting or call, and so does a sentence in the first paragraphs, which name two people of two
    sides. Where the title tells of something else, the very first sentence must say that the two held talks; such a
    page dates what they said, but is no account of who heard it.
    """
    title = next((p for p in document.article.paragraphs if p.role == "title"), None)
    if title is None:
        return None
    heard = _tells_of_meeting(document, title.start, title.end)
    if not heard and (pictured := _pictured(document, cast, times)) is not None:
        return pictured
    body = [p for p in document.article.paragraphs if p.role == "body"][:3]
    for paragraph in body:
        for sentence in _sentences(document, paragraph.start, paragraph.end):
            if not _tells_of_meeting(document, sentence.start_char, sentence.end_char):
                continue
            parties = _parties(document, cast, sentence.start_char, sentence.end_char)
            if len(parties) < 2 and heard:
                parties = _apart(cast, parties + _parties(document, cast, title.start, title.end))
            if not heard and (paragraph is not body[0] or lemma_of(sentence.root) not in ("hold", "meet")):
                return None
            if len(parties) >= 2:
                time = _time(times, sentence.start_char, sentence.end_char)
                channel = _channel(document.text[paragraph.start : paragraph.end].lower())
                return Readout((parties[0], parties[1]), time, channel, heard)
    return None


def _pictured(document: Document, cast: Cast, times: Sequence[Time]) -> Readout | None:
    """Return the meeting that a caption shows with its day ("X holding talks with Y by video link on Friday")."""
    published = document.article.published or document.article.modified
    for paragraph in document.article.paragraphs:
        if paragraph.role != "caption" or not _tells_of_meeting(document, paragraph.start, paragraph.end):
            continue
        parties = _parties(document, cast, paragraph.start, paragraph.end)
        time = _time(times, paragraph.start, paragraph.end)
        fresh = time is not None and published is not None and days_between(times[time], published) in (0, 1, 2)
        if len(parties) == 2 and fresh:  # an older picture shows another meeting
            channel = _channel(document.text[paragraph.start : paragraph.end].lower())
            return Readout((parties[0], parties[1]), time, channel, heard=False)
    return None


_TALKS = frozenset({"speak", "speaks", "spoke", "talk", "talks", "talked", "confer", "confers"})


def _sentences(document: Document, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph."""
    tokens = document.tokens(start, end)
    at = tokens.start
    while at < tokens.end:
        sentence = document.doc[at].sent
        yield sentence
        at = max(sentence.end, at + 1)


def _tells_of_meeting(document: Document, start: int, end: int) -> bool:
    """Say whether a sentence has a verb of meeting with a partner, or a verb with a noun of meeting."""
    tokens = document.tokens(start, end)
    verbs = {lemma_of(t) for t in tokens if t.pos_ in ("VERB", "NOUN", "PROPN")} | {t.lower_ for t in tokens}
    nouns = {t.lower_ for t in tokens}
    meets = bool(verbs & {"meet", "meets", "met"})
    talks = (
        bool(verbs & {"speak", "speaks", "spoke", "talk", "talks", "talked", "confer", "confers"}) and "with" in nouns
    )
    holds = bool(nouns & word_list("meeting-noun"))
    return meets or talks or holds


def _apart(cast: Cast, actors: list[str]) -> list[str]:
    """Return the first two of these people who are not of one side."""
    first = actors[:1]
    return first + [a for a in actors[1:] if a not in first and not cast.allied(a, first[0])][:1]


def _parties(document: Document, cast: Cast, start: int, end: int) -> list[str]:
    """Return the first two people of different sides within a stretch, in order."""
    found: list[str] = []
    for _, _, actor in cast.within(start, end):
        part = cast[actor]
        if part.kind != "person" or actor in found:
            continue
        if found and (cast.allied(found[0], actor)):
            continue
        found.append(actor)
    return found[:2]


def _time(times: Sequence[Time], start: int, end: int) -> int | None:
    """Return the index of the first day or hour within a stretch, or None."""
    days = [i for i, t in enumerate(times) if start <= t.start < end and t.type in ("DATE", "TIME") and t.value]
    return days[0] if days else None


def _channel(text: str) -> Channel:
    words = set(text.replace("-", " ").replace(",", " ").replace(".", " ").split())
    for known, channel in _CHANNEL_WORDS:
        if words & known:
            return channel
    return "in-person"
