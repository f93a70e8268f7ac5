"""Initiative: who is said to have asked for the meeting, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.comparing.names import Names, side_of
from onrecord.record import Span

_BY = re.compile(
    r"\bat\s(?:the\s(?:\w+\s)?(?:request|initiative|invitation|behest|instance|suggestion|insistence)\sof\s(?P<of>[^.,;]{2,60})"
    r"|(?P<poss>(?:his|her|its|their|our|my)|[^.,;]{2,60}?[’']s?)\s(?:own\s|\w+\s)?"
    r"(?:request|initiative|invitation|behest|suggestion|instance|insistence)\b)"
    r"|\b(?:call|conversation|meeting|talks|visit|exchange|trip)\s(?:was|were|had been)\s"
    r"(?:requested|initiated|proposed|sought|placed)\sby\s(?P<by>[^.,;]{2,60})"
    r"|\b(?:call|conversation|meeting|talks|visit|exchange|trip),?\s(?:which\s(?:was|were)\s)?"
    r"(?:requested|initiated|proposed|sought)\sby\s(?P<sought>[^.,;]{2,60})"
    r"|\breceived\s(?:a|the)\s(?:(?:tele)?phone|video)?\s?call\sfrom\s(?P<caller>[^.,;]{2,60})"
    r"|(?:^|[.,;]\s)(?P<asker>[^.,;]{2,60}?)\s(?:(?:had|has|have)\s)?(?:been\s)?"
    r"(?:requested|initiated|asked\sfor|sought|placed|pressed\sfor|pressing\sfor|pushed\sfor|pushing\sfor)\s(?:the|this)\s"
    r"(?:(?:tele)?phone\s|video\s)?(?:call|conversation|meeting|talks|visit|trip|exchange)\b",
    re.I,
)
_OTHER = re.compile(r"\b(?:interlocutor|counterpart|visitor|guest|other\sside|host)\b", re.I)
_ORDER = re.compile(r"\b(former|latter)\b", re.I)
_OWN = re.compile(r"\b(?:his|her|its|their)\sown\b", re.I)


@dataclass(frozen=True, slots=True)
class Initiative:
    """Who asked for the meeting (a country or a name; None where the words do not settle it), and the words."""

    side: str | None
    words: Span | None


def initiative_of(span: Span, names: Names, clause: Tokens, met: Sequence[str]) -> Initiative | None:
    """Return who is said to have asked for the meeting, None where a clause does not speak of it.

    `met` are the sides named where the page tells that they met, in order: "the latter" and "his interlocutor" are
    told from them.
    """
    match = _BY.search(span.text)
    if match is None:
        return None
    group = next(name for name in ("of", "poss", "by", "sought", "caller", "asker") if match[name])
    start, end = match.span(group)
    words = None
    if group not in ("caller", "asker"):
        words = Span(start=span.start + match.start(), end=span.start + match.end(), text=match[0])
    return Initiative(_side(span, names, clause, met, group, start, end), words)


def _side(span: Span, names: Names, clause: Tokens, met: Sequence[str], group: str, start: int, end: int) -> str | None:
    told = span.text[start:end]
    here = list(dict.fromkeys(s for a in names.within(span.start, span.start + start) if (s := side_of(a))))
    sides = here if len(here) > 1 else list(met)
    if (order := _ORDER.search(told)) is not None:
        return (sides[0] if order[1].lower() == "former" else sides[-1]) if len(sides) > 1 else None
    if _OWN.search(span.text[start : end + 25]):
        return here[0] if here else _subject_side(clause, names)
    named = names.within(span.start + start, span.start + end)
    other = _OTHER.search(told)
    if other is not None and (actor := names.at(span.start + start + other.start())) is not None and actor.country:
        return side_of(actor)  # the reader knows who "his interlocutor" is
    if other is not None:
        owner = side_of(named[0]) if named else (met[0] if met else None)
        return next((side for side in met if side != owner), None)
    if group == "poss":
        named = named[-1:]
    if named:
        return side_of(named[0])
    words = [t.lower_ for t in clause if t.pos_ == "PROPN" and start <= t.idx - span.start < end]
    return words[-1] if words else None


def _subject_side(clause: Tokens, names: Names) -> str | None:
    subject = next((t for t in clause if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    inside: list[Token] = sorted(subject.subtree, key=lambda t: t.i)
    return next((s for t in inside if (s := side_of(names.at(t.idx)))), None)
