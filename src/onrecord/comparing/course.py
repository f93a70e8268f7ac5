"""Course: one side's words from page to page, by date: what was new, said again, hardened, softened, changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.comparing.align import NEXT, SAME, Match, matches, party_keys, weights
from onrecord.comparing.comparison import Account
from onrecord.comparing.conflicts import contradiction
from onrecord.comparing.engine import account_of, documents_of, topic_of
from onrecord.comparing.firmness import Firmness, firmness_of
from onrecord.comparing.points import Point, points_of
from onrecord.comparing.voice import Voice, voice_of
from onrecord.errors import NothingToCompareError
from onrecord.record import Record, Span

Change = Literal["new", "repeated", "hardened", "softened", "changed", "taken up again"]
AGAIN = 0.8 * SAME
"""Likeness from which a later clause is the same point said again. One side's words vary less from page to page than
two sides' accounts of one meeting, so that less is needed than between those; chosen on this project's own pages."""
_BACK = 20
"""Pages back in which an earlier telling is looked for."""
_FIRMER = 0.5
"""Levels of firmness that make words harder or softer."""
_MOVES = ("hardened", "softened", "changed")
_LEADS = {
    "date": "another date", "deadline": "a date set or dropped", "number": "another number", "place": "another place",
    "agreed": "settled or only considered", "polarity": "turned round", "initiative": "another initiative",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """A point on one page. `change` is against its last telling before; `because` says by what words it changed."""

    account: int
    span: Span
    firmness: Firmness
    change: Change
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One point followed through the pages, oldest telling first."""

    topic: str
    told: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A loaded word of the side's own, with the page where it first and the page where it last stands."""

    term: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Course:
    """One side's words over time.

    `accounts` are the pages in order of date with their `dates` (ISO days); `undated` names pages left out because
    nothing tells when they came out. A thread whose last telling is not on the last page was not said again there,
    which is all that is said of it.
    """

    voice: Voice
    accounts: tuple[Account, ...]
    dates: tuple[str, ...]
    threads: tuple[Thread, ...]
    wordings: tuple[Wording, ...]
    undated: tuple[str, ...] = ()

    def moved(self) -> list[Thread]:
        """Return the threads of which a telling hardened, softened or changed, in the order in which they begin."""
        return [t for t in self.threads if any(x.change in _MOVES for x in t.told)]

    def not_again(self) -> list[Thread]:
        """Return the threads that the last page does not take up, those told last first."""
        last = len(self.accounts) - 1
        left = [t for t in self.threads if t.told[-1].account < last]
        return sorted(left, key=lambda t: (-t.told[-1].account, t.told[-1].span.start))


@dataclass(slots=True)
class _Draft:
    topic: str
    told: list[Telling]
    point: Point


def follow(records: Sequence[Record], *, by: str | None = None, topic: str | None = None) -> Course:
    """Follow one side's words through pages in order of date.

    Args:
        records: two or more pages, in any order.
        by: a country (name or code) or a person; by default the country that speaks on most of the pages.
        topic: keep only threads in which these words stand.

    Raises:
        NothingToCompareError: when fewer than two pages have a date, or nobody of that name is on them.
    """
    dated = sorted(((day, i) for i, r in enumerate(records) if (day := day_of(r)) is not None))
    if len(dated) < 2:
        raise NothingToCompareError(f"words over time need two pages with a date or more, and got {len(dated)}")
    kept = [records[i] for _, i in dated]
    voice = voice_of(kept, by)
    drafts = _threads(kept, voice)
    threads = tuple(Thread(d.topic, tuple(d.told)) for d in drafts if topic is None or _is_about(d, topic))
    return Course(
        voice=voice,
        accounts=tuple(account_of(r, i) for i, r in enumerate(kept)),
        dates=tuple(day for day, _ in dated),
        threads=threads,
        wordings=tuple(w for w in _wordings(kept, voice) if topic is None or _stands_in(w.term, threads)),
        undated=tuple(account_of(r, i).name for i, r in enumerate(records) if day_of(r) is None),
    )


def day_of(record: Record) -> str | None:
    """Return the day on which a page came out, or was last changed, or that its dateline gives."""
    article = record.article
    given = article.published or article.modified or (article.dateline.date if article.dateline else None)
    return given[:10] if given and len(given) >= 10 else None


def _threads(records: Sequence[Record], voice: Voice) -> list[_Draft]:
    """Tie the points of each page to their latest telling before."""
    drafts: list[_Draft] = []
    pages: list[list[tuple[Point, _Draft]]] = []
    for index, (record, document) in enumerate(zip(records, documents_of(records), strict=True)):
        points = [p for p in points_of(record, document) if not p.encounter and not p.again]
        own = [p for p in points if _says(p, record, voice) and p.heavy]
        firm = {p.order: firmness_of(list(document.tokens(p.span.start, p.span.end))) for p in own}
        left = {p.order: p for p in own}
        here: list[tuple[Point, _Draft]] = []
        for back in range(1, min(_BACK, len(pages)) + 1):
            earlier = pages[-back]
            for match in _pick(matches([p for p, _ in earlier], own)):
                point, draft = own[match.second], earlier[match.first][1]
                if point.order in left and draft.told[-1].account < index:
                    del left[point.order]
                    draft.told.append(_telling(index, point, firm[point.order], draft, match))
                    draft.point = point
                    here.append((point, draft))
        weight = weights(own, own)
        parties = party_keys(own, own)
        for point in left.values():
            draft = _Draft(
                topic_of(point, weight, parties), [Telling(index, point.span, firm[point.order], "new")], point
            )
            drafts.append(draft)
            here.append((point, draft))
        pages.append(sorted(here, key=lambda h: h[0].order))
    return drafts


def _says(point: Point, record: Record, voice: Voice) -> bool:
    """Say whether a clause holds the side's words, or tells of them with the side as the subject."""
    if voice.country is not None and point.subject == voice.country:
        return True
    span = point.span
    for actor in (a for a in record.actors if voice.name is not None and voice.is_of(a) and a.country == point.subject):
        if any(span.start <= m.start < span.end for m in actor.mentions):
            return True
    return any(
        min(s.end, span.end) - max(s.start, span.start) > (span.end - span.start) // 2
        for statement in voice.statements(record)
        for s in statement.spans
    )


def _pick(found: Sequence[Match]) -> list[Match]:
    """Return the likeliest matches, each point in one at most."""
    taken: list[Match] = []
    for match in found:
        if match.likeness < AGAIN or not match.named or match.shared == (NEXT,):
            continue
        if all(match.first != t.first and match.second != t.second for t in taken):
            taken.append(match)
    return taken


def _telling(index: int, point: Point, firm: Firmness, draft: _Draft, match: Match) -> Telling:
    """Return a later telling of a point, with what changed since the last one."""
    before = draft.told[-1]
    if before.span.text == point.span.text:
        return Telling(index, point.span, firm, "repeated")
    kind = contradiction(draft.point, point, match)
    moved = firm.level - before.firmness.level
    words = f"{_word(before.firmness)} → {_word(firm)}" if abs(moved) >= _FIRMER else None
    if kind is not None:
        return Telling(index, point.span, firm, "changed", "; ".join(w for w in (_LEADS[kind], words) if w))
    if words is not None:
        return Telling(index, point.span, firm, "hardened" if moved > 0 else "softened", words)
    return Telling(index, point.span, firm, "repeated" if before.account == index - 1 else "taken up again")


def _word(firmness: Firmness) -> str:
    return f"“{firmness.word}”" if firmness.word else "only spoken of"


def _is_about(draft: _Draft, topic: str) -> bool:
    text = " ".join([draft.topic, *(t.span.text for t in draft.told)]).lower()
    return all(word in text for word in topic.lower().split())


def _stands_in(term: str, threads: Sequence[Thread]) -> bool:
    return any(term in telling.span.text.lower() for thread in threads for telling in thread.told)


def _wordings(records: Sequence[Record], voice: Voice) -> tuple[Wording, ...]:
    """Return the side's loaded words with the pages where each first and last stands."""
    places: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        own = voice.ids(record)
        for term in record.terms:
            if term.used_by in own:
                places.setdefault(term.term.lower(), []).append(index)
    return tuple(Wording(term, min(where), max(where)) for term, where in places.items())
