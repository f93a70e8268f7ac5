"""Bylines: the line that says who wrote a report."""

from __future__ import annotations

import re

from onrecord.page.vocabulary import plain, words

_MOST_WORDS = 18
_SPLIT = re.compile(r"\s*(?:,|;|&|\band\b|\||•|·)\s*", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|bureau|chief|analyst|columnist|staff|desk|in)\b", re.IGNORECASE
)
_PARTICLES = {
    "de",
    "da",
    "van",
    "von",
    "der",
    "den",
    "el",
    "al",
    "bin",
    "ibn",
    "la",
    "le",
    "di",
    "du",
    "dos",
    "y",
    "e",
    "ter",
}


def read_byline(line: str) -> tuple[list[str], str | None] | None:
    """Return the names of a byline and the place it was written from, or None when the line is none.

    A desk without a name ("Staff Correspondent") is its own byline; "From our correspondent in X" gives the place.
    """
    text = " ".join(line.split()).strip(" |•·-–—")
    found = text.split()
    if not found or len(found) > _MOST_WORDS:
        return None
    bare = plain(text)
    for phrase in words("credits", "from"):
        if bare.startswith(phrase + " "):
            place = text[len(phrase) :].strip(" ,.")
            return ([text[:1].upper() + text[1:]], place) if place[:1].isupper() and len(place.split()) <= 4 else None
    if bare.rstrip(".") in words("credits", "desk") or bare in words("credits", "agency"):
        return [text], None
    for phrase in sorted(words("credits", "byline"), key=len, reverse=True):
        if bare.startswith((phrase + " ", phrase + ": ")):
            rest = text[len(phrase) :].strip(" :")
            return _names(rest)
    return None


def is_name(text: str) -> bool:
    """Return whether a text may be one person's name: two to five capitalised words without digits."""
    found = text.split()
    return (
        2 <= len(found) <= 5
        and found[0][0].isupper()
        and all(w[0].isupper() or w.lower() in _PARTICLES for w in found)
        and not any(w in ("OF", "THE", "AND", "FOR", "IN") for w in found)
        and not any(c.isdigit() or c in ',;:?!/|“”"' for c in text)
        and not any(plain(w) in words("stamps", "place-not") for w in found)
    )  # fmt: skip


def split_names(text: str) -> list[str]:
    """Return the persons a byline without its opening word names, in order; titles and places are left out."""
    names: list[str] = []
    text = re.sub(r"^\s*by:?\s+", "", text, flags=re.IGNORECASE)
    for part in _SPLIT.split(text):
        name = re.split(r"\s+(?:in|for|at|from)\s+", part.strip(" ."), flags=re.IGNORECASE)[0].strip()
        if name and (is_name(name) or not names) and not (_TITLE.search(name) and names):
            names.append(name)
    return names


def _names(rest: str) -> tuple[list[str], str | None] | None:
    if not rest or not rest[0].isupper() or (rest.endswith((".", "?", "!")) and not re.search(r"\b[A-Z]\.$", rest)):
        return None
    names = split_names(rest)
    # "By Friday the two sides had agreed" opens a sentence: a byline holds hardly a small word.
    small = [
        w
        for w in rest.split()
        if w[0].islower() and w not in _PARTICLES and w not in {"and", "in", "for", "at", "from", "of"}
    ]
    if not names or len(small) > 1:
        return None
    place = re.search(r"\bin ([A-Z][\w .'’-]+?)(?:,|$| and )", rest)
    return names, place[1].strip() if place else None
