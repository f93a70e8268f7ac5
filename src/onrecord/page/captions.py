"""Captions: what a picture shows, who took it, and the same caption printed twice."""

from __future__ import annotations

import re
from functools import cache

from onrecord.page.vocabulary import words

_LONGEST_CREDIT = 90
"""Characters of a credit; the longest usual one names a photographer, an agency and a pool."""

_LONGEST_TWICE = 200
"""Words of the longest caption printed twice on one line."""

_NAME = r"[A-Z][\w.'’&-]*(?: (?:[A-Z][\w.'’&-]*|de|van|von|al|el|of|the|via|and|for)){0,7}"


_CONTROLS = re.compile(
    r"^\[\d{1,2}/\d{1,2}\]\s*|\s*(?:Purchase|Acquire) Licensing Rights(?:, opens new tab)?\.?$|, opens new tab$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "by",
        "of",
        "via",
        "from",
        "and",
        "the",
        "for",
        "courtesy",
        "file",
        "pool",
        "in",
        "de",
        "van",
        "von",
        "der",
        "al",
        "el",
    ]
)
_MOST_CREDIT_WORDS = 14


@cache
def _alternatives(kind: str) -> str:
    return "|".join(sorted((re.escape(w) for w in words("credits", kind)), key=len, reverse=True))


@cache
def _credits() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the patterns of a credit at a text's end, each with whether it is weak: a bare agency signs reports."""
    photo, agency = _alternatives("photo"), _alternatives("agency")
    end = r"[.\])]*\s*$"
    inside = rf"[^()\[\]]{{0,{_LONGEST_CREDIT}}}"
    label = rf"(?i:{photo})(?:\s*:\s*|\s+(?i:by|of|courtesy of|from)\s+)"
    after = r"(?:(?<=[.!?”\"])\s+|\s+[-–—|/]\s*)"
    patterns = (
        # (Agency/Photo by Name) [Photo: Name] (File photo) (AP Photo/Name)
        (rf"\s*[(\[](?P<c>{inside}\b(?i:{photo})\b{inside})[)\]]\.?\s*$", False),
        # (Name/House)
        (rf"\s*[(\[](?P<c>{_NAME}/{_NAME}(?:/{_NAME})?)[)\]]\.?\s*$", False),
        # Photograph: Name/House    Photo by Name    Credit: Name    Photo courtesy of House
        (rf"(?:^|[.!?:;|)\]”\"'’]|\s[-–—/])\s*\|?\s*{label}(?P<c>[^:]{{2,{_LONGEST_CREDIT}}}?){end}", False),
        # . Name/House    . Name via House
        (rf"{after}(?P<c>{_NAME}(?:/{_NAME}){{1,2}}){end}", False),
        (rf"(?:{after}|^)(?P<c>{_NAME} via {_NAME}){end}", False),
        # – Reuters photo    — House file photo
        (rf"(?:[-–—/|]\s*)(?P<c>{_NAME}\s+(?i:{photo})){end}", False),
        # © Name, House
        (rf"\s*©\s*(?P<c>{_NAME}(?:,\s*{_NAME})?){end}", False),
        # (AFP)    — Reuters
        (rf"\s*[(\[](?P<c>{inside}(?i:{agency}))[)\]]\.?\s*$", True),
        (rf"{after}(?P<c>(?i:{agency})){end}", True),
    )
    return tuple((re.compile(p, re.DOTALL), weak) for p, weak in patterns)


def is_credit(text: str) -> bool:
    """Return whether all words are names or words of credits: an aside in brackets holds others too."""
    found = [w for w in re.split(r"[\s/,|&-]+", text.strip(" .")) if w]
    known = _SMALL | _credit_words()
    return 0 < len(found) <= _MOST_CREDIT_WORDS and all(not w[0].islower() or w.strip(".:,") in known for w in found)


@cache
def _credit_words() -> frozenset[str]:
    phrases = words("credits", "photo") | words("credits", "agency") | {"via"}
    return frozenset(word for phrase in phrases for word in phrase.split()) - {"the"}


def _may_bear_credit(text: str) -> bool:
    """Return whether a text's end holds a word or a mark of credits: a cheap look before the patterns."""
    tail = text[-2 * _LONGEST_CREDIT :]
    return "/" in tail or any(w.strip(".,:;()[]|–—-") in _credit_words() for w in tail.lower().split())


def split_credit(text: str, *, weak: bool = True) -> tuple[str, str | None]:
    """Return a caption without its credit, and the credit; the caption whole and None when it has none.

    Without `weak`, an agency's bare name at the end is no credit: it may sign the report that the text is part of.

    >>> split_credit("The two ministers in Oslo. Photograph: A Name/The House")
    ('The two ministers in Oslo.', 'A Name/The House')
    """
    if not _may_bear_credit(text):
        return text, None
    tail_from = max(0, len(text) - 2 * _LONGEST_CREDIT)
    head, tail = text[:tail_from], text[tail_from:]
    for pattern, is_weak in _credits():
        match = None if is_weak and not weak else pattern.search(tail)
        if match and is_credit(match["c"]):
            kept = tail[: match.start("c")].rstrip()
            if kept.endswith(tuple("([-–—|/©")):
                kept = kept[:-1].rstrip()
            return (head + _without_label(kept)).rstrip(), match["c"].strip(" .")
    return text, None


def _without_label(kept: str) -> str:
    """Cut the "Photograph:" or "Photo by" that stands between a caption and its credit's name."""
    photo = _alternatives("photo")
    return re.sub(rf"\s*[(\[|–—/-]*\s*\b(?i:{photo})(?:\s*:|\s+(?i:by|of|courtesy of|from))?$", "", kept).rstrip()


def bare_credit(text: str) -> str:
    """Return a credit that markup sets apart without its label: "Photograph: A Name" becomes "A Name"."""
    photo = _alternatives("photo")
    return re.sub(rf"^\W*(?:(?i:{photo})(?:\s*:|\s+(?i:by|of|courtesy of|from)\b)\s*)?", "", text).strip(" .)]|")


def without_controls(text: str) -> str:
    """Return a caption without what a gallery prints around it: "[1/3]" before, an offer of licences behind."""
    return _CONTROLS.sub("", text) or text


def once(text: str) -> str:
    """Return a caption that a line prints twice in a row only once; any other text unchanged."""
    found = text.split(" ")
    if len(found) > _LONGEST_TWICE:
        return text
    half, odd = divmod(len(found), 2)
    if not odd and half >= 4 and found[:half] == found[half:]:
        return " ".join(found[:half])
    # The first telling without the credit that the second bears.
    body, credit = split_credit(text)
    if credit:
        told = body.split(" ")
        half, odd = divmod(len(told), 2)
        if not odd and half >= 4 and [w.strip(".") for w in told[:half]] == [w.strip(".") for w in told[half:]]:
            return " ".join(told[half:]) + text[len(body) :]
    return text


def key(text: str) -> str:
    """Return what two printings of one caption have in common: its letters and digits, without the credit."""
    return "".join(c for c in split_credit(text)[0].lower() if c.isalnum())
