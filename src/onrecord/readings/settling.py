"""Settling: undertakings told twice, what dates them, for whom they are, and their record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.readings.voices import Voices
from onrecord.record import Commitment, Span
from onrecord.record.readings import CommitmentState

_FEWEST = 2
"""Words that an undertaking has at least: "will win" alone promises nothing that could be kept."""
_OWED = re.compile(r"\b(?:promis|pledg|undert[ao]k|commit|agreed to|assur|guarante|offer)\w*", re.I)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM"})


@dataclass(frozen=True, slots=True)
class Found:
    """An undertaking in the making: `verb` is what is undertaken, `subject` who or what it is said of."""

    verb: Token
    start: int
    end: int
    who: tuple[str, ...]
    by: str | None
    state: CommitmentState
    thing: str | None = None
    subject_noun: str | None = None
    fewest: int = _FEWEST


def distinct(voices: Voices, found: Sequence[Found]) -> list[Found]:
    """Leave out an undertaking that stands within another, or is told a second time."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        words = voices.layers.document.tokens(item.start, item.end)
        if (
            any(k.start <= item.start and item.end <= k.end for k in kept)
            or sum(t.is_alpha for t in words) < item.fewest
        ):
            continue
        again = next((i for i, k in enumerate(kept) if _is_again(voices, k, item)), None)
        if again is not None:
            kept[again] = max(kept[again], item, key=lambda f: f.end - f.start)
            continue
        kept.append(item)
    return kept


def _is_again(voices: Voices, one: Found, other: Found) -> bool:
    """Say whether the second telling is of the same undertaking: same actors, and all of one's content in the other."""
    if set(one.who) != set(other.who):
        return False
    words = [
        {t.lemma_.lower() for t in voices.layers.document.tokens(f.start, f.end) if t.pos_ in _CONTENT}
        for f in (one, other)
    ]
    return bool(words[0] and words[1]) and (words[0] <= words[1] or words[1] <= words[0])


def follow_up(voices: Voices, found: Sequence[Found]) -> list[tuple[Found, int | None]]:
    """Give each undertaking its date; what a thing just set up "will" do dates the setting up."""
    settled: list[tuple[Found, int | None]] = []
    for item in found:
        due = _due(voices, item)
        for i, (earlier, its_due) in enumerate(settled):
            if item.subject_noun is not None and item.subject_noun in (earlier.thing, *_relative_of(item)):
                if earlier.thing != item.subject_noun and item.subject_noun not in ("which", "that"):
                    continue
                by = item.by if earlier.by is None or _speaks_of_itself(voices, earlier) else earlier.by
                settled[i] = (replace(earlier, by=by or earlier.by), its_due if its_due is not None else due)
                break
        else:
            if item.who:
                settled.append((item, due))
    return settled


def _speaks_of_itself(voices: Voices, item: Found) -> bool:
    """Say whether an undertaking is told as made, with nobody but those who made it to announce it."""
    return item.by is not None and (item.by in item.who or set(voices.expand(item.by)) == set(item.who))


def _relative_of(item: Found) -> tuple[str, ...]:
    return (item.subject_noun,) if item.subject_noun in ("which", "that") else ()


def _due(voices: Voices, item: Found) -> int | None:
    """Return the time by which it is due: one in its own words, else the nearest after them within the sentence."""
    sentence = item.verb.sent
    times = [(i, t) for i, t in voices.times_in(min(item.start, item.verb.idx), sentence.end_char) if t.type == "DATE"]
    own = [i for i, t in times if t.end <= item.end]
    if own:
        return own[0]
    for i, t in times:
        between = voices.layers.document.text[item.end : t.start]
        if len(between) < 90 and ";" not in between and t.value != "PRESENT_REF" and not _past(voices, i):
            return i
    return None


def _past(voices: Voices, index: int) -> bool:
    """Say whether a time lies before the page's own date."""
    article = voices.layers.document.article
    published = article.published or article.modified
    latest = voices.layers.times[index].latest
    return published is not None and latest is not None and latest[:10] < published[:10]


def _to_whom(voices: Voices, item: Found) -> tuple[str, ...]:
    """Return for whom it is undertaken: a party named in the words, the addressee, else the other of two parties."""
    cast = voices.cast
    for _, _, actor in cast.within(item.start, item.end):
        members = voices.expand(actor)
        outside = [m for m in members if not any(voices.same_side(m, w) for w in item.who)]
        if outside and all(cast[m].country or len(members) > 1 for m in outside):
            return tuple(voices.state_of(m) or m for m in outside)
    statement = voices.statement_at(item.verb.idx)
    if statement is not None:
        addressed = [a for a in statement.addressees if a in cast and cast[a].country]
        outside = [a for a in addressed if not any(voices.same_side(a, w) for w in item.who)]
        if outside:
            return tuple(dict.fromkeys(voices.state_of(a) or a for a in outside))
    if len(item.who) != 1:
        return ()
    sentence = item.verb.sent
    for _, _, actor in cast.within(sentence.start_char, sentence.end_char):
        country = cast[actor].country
        if country is None or voices.same_side(actor, item.who[0]) or voices.same_side(actor, item.by):
            continue
        return (voices.state_of(actor) or actor,)
    other = voices.other_side(item.who[0])
    return (other,) if other is not None else ()


def _denied_by(voices: Voices, item: Found) -> bool:
    """Say whether the side that is said to have undertaken something denies that it undertook anything.

    Only what others say of it counts: a side that denies one promise may still announce another.
    """
    if item.by is None or any(voices.same_side(item.by, w) for w in item.who):
        return False
    return any(
        s.polarity == "denied" and _OWED.search(s.text) and any(voices.same_side(s.speaker, w) for w in item.who)
        for s in voices.layers.statements
    )


def record_of(voices: Voices, index: int, item: Found, due: int | None) -> Commitment:
    text = voices.layers.document.text
    return Commitment(
        id=f"c{index + 1}", what=text[item.start : item.end], who=tuple(dict.fromkeys(item.who)),
        to=_to_whom(voices, item), announced_by=item.by, due=due,
        state="disputed" if item.state == "open" and _denied_by(voices, item) else item.state,
        evidence=(Span.cut(text, item.start, item.end),),
    )  # fmt: skip
