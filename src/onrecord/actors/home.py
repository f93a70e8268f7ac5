"""The page's home: the state that it is written from, as far as the page says so itself."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.actors.lexicon import words
from onrecord.actors.people import People
from onrecord.actors.scan import Scan
from onrecord.actors.tables import read_rows

_GOVERNMENT_SITE = re.compile(r"^https?://[^/]*\.(?:gov|govt|gob|gouv|go|gc|mil)\.([a-z]{2})(?:/|$)")

LONGEST_HEAD = 80
"""Characters of a line that heads a page with its ministry; longer ones are links to other stories."""

CLEAR_LEAD = 2
"""A state that is the subject of a transcript's answers this many times as often as the next one speaks in them."""


def find_home(scan: Scan, people: People, dateline: str | None) -> str | None:
    """Return the page's home state, None when nothing tells it.

    It is told, in this order, by the ministry that the page is headed with, the place of filing, a government's own web
    address, an official whom the title names without a state, the other side of a readout, the heading of a transcript.
    What a page is mostly about, and where its scenes are set, is no evidence: both are as often abroad.
    """
    headed = _in_furniture(scan)
    if headed is not None:
        return headed
    if dateline and (_named(scan, dateline) or not _at_a_summit(scan)):
        return dateline
    address = _GOVERNMENT_SITE.match(scan.document.article.url or "")
    if address:
        code = address.group(1).upper()
        return next((s.iso3 for s in scan.tables.states.values() if s.iso2 == code), None)
    unmarked = _own_in_title(scan, people)
    if unmarked is not None:
        return unmarked
    other = _other_than_the_guest(scan, people)
    if other is not None:
        return other
    if scan.turns:
        return heading_of_house(scan) or _in_own_voice(scan)
    return None


def _in_furniture(scan: Scan) -> str | None:
    """Return the state of the ministry that stands above or below the text ("Ministry of Foreign Affairs of Peru")."""
    found = set()
    for line in (*scan.document.article.furniture, scan.document.article.publisher or ""):
        if len(line) > LONGEST_HEAD or not any(w in words("heads_of_pages") for w in line.lower().split()):
            continue
        found |= {e.country for h in scan.tables.match(line) for e in h.entries if e.kind in _OF_STATES and e.country}
    return found.pop() if len(found) == 1 else None


_OF_STATES = frozenset(("state", "nationality", "seat"))


def heading_of_house(scan: Scan) -> str | None:
    """Return the state whose ministry a transcript is headed with, by its name or by a heading that it alone uses."""
    paragraphs = scan.document.article.paragraphs
    title = scan.document.text[paragraphs[0].start : paragraphs[0].end] if paragraphs else ""
    told = next((row["iso3"] for row in read_rows("letterheads.tsv") if row["words"] in title), None)
    return told or _ministry_in_title(scan)


def _ministry_in_title(scan: Scan) -> str | None:
    """Return the state of the ministry that gives the briefing of the title, where that names no other state."""
    paragraphs = scan.document.article.paragraphs
    title = scan.document.text[: paragraphs[0].end] if paragraphs and paragraphs[0].role == "title" else ""
    found = {e.country for h in scan.tables.match(title) for e in h.entries if e.kind in _OF_STATES and e.country}
    return found.pop() if len(found) == 1 and _is_given_by_a_ministry(title) else None


def _is_given_by_a_ministry(title: str) -> bool:
    """Return whether a ministry opens the title or stands within four words after "by", "of", "at"."""
    heads = words("heads_of_pages")
    pieces = re.split(r"(?:^|\b(?:by|of|at|from)\s)(?:the\s)?", title, flags=re.IGNORECASE)
    return any(not heads.isdisjoint(w.lower() for w in piece.split()[:4]) for piece in pieces[1:])


def _in_own_voice(scan: Scan) -> str | None:
    """Return the state in whose name a transcript's answers speak ("China is ready", "China will"), None for none.

    It is the subject of the answers at least twice and far oftener than any other; what the answers merely talk of, and
    where that lies, is mostly abroad.
    """
    answers = [t for t in scan.turns if not t.asks]
    spoken: Counter[str] = Counter()
    for part in scan.cast:
        for mention in part.mentions if part.kind == "state" and part.country else ():
            token = scan.document.tokens(mention.start, mention.end).root
            if token.dep_ == "nsubj" and any(t.start <= mention.start < t.end for t in answers):
                spoken[part.country or ""] += 1
    ranked = [*spoken.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] >= max(2, CLEAR_LEAD * ranked[1][1]) else None


def _at_a_summit(scan: Scan) -> bool:
    """Return whether the first place of the page is a city where bodies of many states meet."""
    return bool(scan.cast.places) and scan.cast.places[0].name.lower() in words("seats_of_summits")


def _named(scan: Scan, country: str) -> bool:
    """Return whether the page speaks of a state at all; a summit's host need not be anybody's home."""
    return any(p.kind == "state" and p.country == country and p.mentions for p in scan.cast)


def _own_in_title(scan: Scan, people: People) -> str | None:
    """Return the state of the officials whom the title names as its own, where the text tells that state."""
    paragraphs = scan.document.article.paragraphs
    if not paragraphs or paragraphs[0].role not in {"title", "body"}:
        return None
    found = set()
    for person in people.persons:
        country = scan.cast[person.id].country
        for phrase in person.phrases:
            in_title = scan.doc[phrase.head].idx < paragraphs[0].end
            if (
                in_title
                and country
                and phrase.country is None
                and phrase.owner is None
                and phrase.noun.type == "office"
            ):
                found.add(country)
    return found.pop() if len(found) == 1 else None


def _other_than_the_guest(scan: Scan, people: People) -> str | None:
    """Return the home of a readout: its title names an own official without a state, and one of another state.

    The home is the state named most besides that other one, if it is named twice and oftener than any third.
    """
    paragraphs = scan.document.article.paragraphs
    end = paragraphs[0].end if paragraphs else 0
    titled = [(p, scan.doc[p.head].idx) for p in people.phrases]
    marked = {p.country for p, at in titled if at < end and p.country and p.noun.type == "office"}
    unmarked = [p for p, at in titled if at < end and p.noun.type == "office" and not p.country and p.owner is None]
    if len(marked) != 1 or not unmarked:
        return None
    others = _beside_counterparts(people)
    named = Counter(
        p.country for p in scan.cast if p.kind == "state" and p.country not in marked
        for m in p.mentions if scan.document.token_at(m.start).i not in others
    )  # fmt: skip
    ranked = named.most_common(2)
    if not ranked or (ranked[0][1] < 2 and len(ranked) > 1) or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _beside_counterparts(people: People) -> set[int]:
    """Return the tokens of phrases like "her Finnish counterpart", which tell only of somebody else's state."""
    alike = [p for p in people.phrases if p.noun.lemma == "counterpart" or p.noun.type == "relation"]
    return {i for p in alike for i in range(p.start, p.end)}
