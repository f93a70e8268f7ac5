"""Tells whether an article is in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.errors import NotEnglishError

_FEWEST_LETTERS = 120
"""Letters below which a text gets the benefit of the doubt: the detector errs on headlines and single sentences."""
_SAMPLE = 3000
"""Characters looked at in each of three places; more does not change the answer."""
_SURE = 0.9
_RARE = 0.12
"""Share of English function words below which the detector is believed; prose has more than twice as many."""
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "said",
        "as",
        "by",
        "at",
        "from",
        "has",
        "he",
        "it",
        "his",
        "were",
        "be",
        "are",
        "have",
        "not",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> tuple[str | None, bool]:
    """Return the language of a text as an ISO 639-1 code, and whether parts of it are in another one.

    None when the text is too short to tell. English function words decide first, for they are sure and cost nothing;
    the detector is asked only when they are rare.
    """
    samples = _samples(text)
    letters = sum(c.isalpha() for s in samples for c in s)
    if letters < _FEWEST_LETTERS:
        foreign = sum(1 for s in samples for c in s if c.isalpha() and ord(c) > 0x24F)
        return (_detect(" ".join(samples))[0] if foreign > letters / 2 and letters > 20 else None), False
    told = [_told(s) for s in samples]
    languages = {language for language in told if language}
    if "en" in languages:
        return "en", len(languages) > 1
    return max(sorted(languages), key=told.count, default=None), False


def refuse_foreign(text: str) -> bool:
    """Return whether parts of a text are in another language.

    Raises:
        NotEnglishError: when all of it plainly is.
    """
    language, mixed = language_of(text)
    if language not in (None, "en"):
        raise NotEnglishError(f"the article is not in English: its language looks like {language!r}")
    return mixed


def _samples(text: str) -> list[str]:
    if len(text) <= 3 * _SAMPLE:
        third = max(1, len(text) // 3)
        return [text] if len(text) < 3 * _FEWEST_LETTERS else [text[i : i + third] for i in (0, third, 2 * third)]
    return [text[at : at + _SAMPLE] for at in (0, len(text) // 2, len(text) - _SAMPLE)]


def _told(sample: str) -> str | None:
    found = [w.lower() for w in _WORD.findall(sample)]
    if not found:
        return None
    # English news has more than three of these in ten words; below one in eight it is something else, or a list.
    share = sum(w in _COMMON for w in found) / len(found)
    if share >= 0.2:
        return "en"
    language, sure = _detect(sample)
    if language == "en":
        return "en"
    foreign = sum(ord(c) > 0x24F for c in sample if c.isalpha()) * 2 > sum(c.isalpha() for c in sample)
    return language if foreign or (sure >= _SURE and share < _RARE) else None


def _detect(text: str) -> tuple[str, float]:
    language, sure = _identifier().classify(text)
    return str(language), float(sure)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # here: its model takes a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
