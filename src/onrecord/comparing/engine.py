"""The comparison itself: records of one meeting in, their points side by side out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from spacy.language import Language

from onrecord.comparing.align import SAME, Match, matches, party_keys, weights
from onrecord.comparing.comparison import Account, Comparison, Framing, Pair, PairKind, Shared, Single
from onrecord.comparing.conflicts import find_conflicts
from onrecord.comparing.length import length_of
from onrecord.comparing.meeting import same_meeting
from onrecord.comparing.naming import two_names
from onrecord.comparing.points import Point, points_of
from onrecord.comparing.words import deeds
from onrecord.errors import NothingToCompareError
from onrecord.language import Document, load_pipeline, parse
from onrecord.record import Record, Span

_MORE = 4
"""Word families of its own beyond which a point that only shares a topic with the other account is also listed as one
side's own: "nickel must meet high standards" says more than "welcomed the interest in nickel"."""


_VERBATIM = 0.5
"""Share of a page's sentences that stand word for word in the other, from which they are versions of one page. Two
offices' accounts of one meeting share next to none; an updated story keeps most."""
_OPENING = 3
"""Points at the head of an account that may tell of the meeting itself."""
_BARE = 2
"""Word families of "the call lasted three quarters of an hour", which tells no more than that."""
_LIKELIEST = 2
"""Matches by topic alone that one point may have."""


@cache
def _pipeline() -> Language:
    return load_pipeline()


def compare(records: Sequence[Record]) -> Comparison:
    """Compare two or more accounts of one meeting, two by two, each earlier one with each later one.

    The records may be fresh or stored; nothing but their article and layers is used.

    Raises:
        NothingToCompareError: when there are fewer than two records.
    """
    if len(records) < 2:
        raise NothingToCompareError(f"a comparison needs two accounts or more, and got {len(records)}")
    documents = documents_of(records)
    points = [points_of(record, document) for record, document in zip(records, documents, strict=True)]
    pairs = tuple(
        _pair(i, j, records[i], records[j], points[i], points[j]) for i, j in combinations(range(len(records)), 2)
    )
    return Comparison(accounts=tuple(account_of(r, i) for i, r in enumerate(records)), pairs=pairs)


def documents_of(records: Sequence[Record]) -> list[Document]:
    """Return the records' pages, parsed again."""
    return list(parse((r.article for r in records), _pipeline()))


def account_of(record: Record, index: int) -> Account:
    """Return how readers know a page."""
    article = record.article
    name = article.publisher or article.title or record.id or f"account {index + 1}"
    return Account(name, article.title, article.publisher, article.published, len(article.text.split()))


def _pair(i: int, j: int, a: Record, b: Record, first: list[Point], second: list[Point]) -> Pair:
    """Set two accounts side by side.

    1. Match points that have a topic in common; of those that say the same, each is taken once.
    2. What cannot both hold is a conflict.
    3. What was not matched, or says much more than its match, is one side's own.
    """
    found = matches(first, second)  # 1
    taken = _pick(found)
    conflicts = find_conflicts(first, second, found)  # 2
    disputed = {(c.first.start, c.second.start) for c in conflicts}
    both = tuple(
        Shared(first[m.first].span, second[m.second].span, _shared_topic(m, first, second),
               (first[m.first].strength, second[m.second].strength))
        for m in sorted(taken, key=lambda m: (m.first, m.second))
        if (first[m.first].span.start, second[m.second].span.start) not in disputed
    )  # fmt: skip
    weight, parties = weights(first, second), party_keys(first, second)
    at_first = {c.first.start for c in conflicts}
    at_second = {c.second.start for c in conflicts}
    echoes = [m for m in found if not m.named]
    only_first = _alone(
        first, [(m.first, m) for m in taken], at_first, second, weight, parties, {m.first for m in echoes}
    )  # 3
    only_second = _alone(
        second, [(m.second, m) for m in taken], at_second, first, weight, parties, {m.second for m in echoes}
    )
    return Pair(
        first=i,
        second=j,
        kind=_kind(a, b, first, second),
        meeting=same_meeting(a, b),
        both=both,
        only_first=only_first,
        only_second=only_second,
        conflicts=tuple(conflicts),
        terms=two_names(a, b, first, second, [m for m in taken if m.likeness >= SAME]),
        framing=(_framing(first, parties), _framing(second, parties)),
    )


def _kind(a: Record, b: Record, first: Sequence[Point], second: Sequence[Point]) -> PairKind:
    """Say whether two pages are versions of one: the same address, or mostly the same sentences."""
    if a.article.url and a.article.url == b.article.url:
        return "versions"
    texts = ({p.span.text for p in first}, {p.span.text for p in second})
    same = len(texts[0] & texts[1])
    return "versions" if same >= _VERBATIM * max(1, min(len(texts[0]), len(texts[1]))) else "accounts"


def _pick(found: Sequence[Match]) -> list[Match]:
    """Return the matches that count: a point that says the same as another once, any other with its two likeliest.

    Of two points that say the same, the likelier match wins; a point left over (told twice on one side, or told in
    general on one and in particular on the other) goes with what it is nearest to.
    """
    taken = []
    settled_first: set[int] = set()
    settled_second: set[int] = set()
    for match in found:
        if (
            match.likeness >= SAME
            and match.named
            and match.first not in settled_first
            and match.second not in settled_second
        ):
            taken.append(match)
            settled_first.add(match.first)
            settled_second.add(match.second)
    counts: Counter[tuple[int, int]] = Counter()
    for match in found:
        left = [k for k in ((0, match.first), (1, match.second)) if k[1] not in (settled_first, settled_second)[k[0]]]
        if match in taken or not match.named or not left or all(counts[k] >= _LIKELIEST for k in left):
            continue
        taken.append(match)
        counts.update(left)
    return taken


def _shared_topic(match: Match, first: Sequence[Point], second: Sequence[Point]) -> str:
    a, b = first[match.first], second[match.second]
    things = [k for k in match.shared if k not in a.verbal | b.verbal] or list(match.shared)
    words = [a.keys.get(k) or b.keys.get(k) for k in things[:3]]
    return " ".join(w for w in words if w) or " ".join(match.shared[:1])


def _alone(
    points: Sequence[Point], taken: Sequence[tuple[int, Match]], disputed: set[int], others: Sequence[Point],
    weight: dict[str, float], parties: frozenset[str], answered: set[int],
) -> tuple[Single, ...]:  # fmt: skip
    """Return the points that the other account does not mention, and the lengths that it does not give.

    `answered` are the points that take up something which the other account has as well.
    """
    best: dict[int, Match] = {}
    shared: dict[int, set[str]] = {}
    for index, match in taken:
        shared.setdefault(index, set()).update(match.shared)
        if index not in best or match.likeness > best[index].likeness:
            best[index] = match
    singles: list[Single] = []
    length = length_of(points)
    if length is not None and length_of(others) is None:
        singles.append(Single(length.span, "length of the meeting", "raised"))
    for point in points:
        own_match = best.get(point.order)
        if point.request is not None and point.encounter and not any(o.request or o.initiative for o in others):
            singles.append(Single(point.request, "who asked for the meeting", "raised"))
        if length is not None and _tells_only(point, length.span, parties):
            continue
        if point.encounter or point.span.start in disputed or not (point.heavy - parties):
            continue
        if point.order < _OPENING and point.heavy - parties <= deeds():
            continue  # another telling that they met
        if own_match is None and point.order in answered and (point.considered or point.undated or point.unplaced):
            continue  # an answer to what both accounts tell
        if own_match is not None:
            own = len(point.heavy - parties - shared[point.order]) + 2 * _own_numbers(point, others)
            if own_match.likeness >= SAME or own < _MORE:
                continue
        singles.append(Single(point.span, topic_of(point, weight, parties), point.strength))
    return tuple(singles)


def _tells_only(point: Point, length: Span, parties: frozenset[str]) -> bool:
    """Say whether a point tells no more than how long the meeting lasted."""
    held = point.span.start <= length.start and length.end <= point.span.end
    return held and point.request is None and len(point.heavy - parties) <= _BARE


def _own_numbers(point: Point, others: Sequence[Point]) -> int:
    """Return how many numbers of a point the other account does not have."""
    theirs = {n[:2] for other in others for n in other.numbers}
    return sum(n[:2] not in theirs for n in point.numbers)


def topic_of(point: Point, weight: dict[str, float], parties: frozenset[str]) -> str:
    """Return the weightiest words of a point, things before deeds, in the order of the text."""
    keys = [k for k in point.keys if k not in parties] or list(point.keys)
    keys = [k for k in keys if k not in point.verbal] or keys
    heaviest = set(sorted(keys, key=lambda k: (-weight.get(k, 0.0), k))[:3])
    return " ".join(point.keys[k] for k in point.keys if k in heaviest)


def _framing(points: Sequence[Point], parties: frozenset[str]) -> Framing:
    subjects = Counter(p.subject for p in points if p.subject)
    order = tuple(" ".join([p.keys[k] for k in p.keys if k not in parties][:3]) for p in points)
    return Framing(dict(sorted(subjects.items(), key=lambda s: (-s[1], s[0]))), tuple(o for o in order if o))
