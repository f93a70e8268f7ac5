"""Sorts one line of a page: furniture, the opening of a list of links, an end mark, prose, or a short line."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from onrecord.page.vocabulary import plain, words

Kind = Literal["furniture", "links", "end", "prose", "short"]

_OUTER = " \t.:;,!»«›‹>|•·*→↓↑▲▼#_-[]"
_TERMINAL = re.compile(r"[.?!…][\"'”’»)\]]*$|[\"”’»]$|[.?!]\s*\([^()]{1,40}\)$|[:;]$")
_INNER_END = re.compile(r"[a-z]{3}[.?!][\"'”’]?\s+[\"'“‘]?[A-Z]")
_ABBREVIATION = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|[A-Z]\.[A-Z]|Jr|Sr|Inc|Ltd|Co|St|Dr|Mr|Mrs)\.$")
_SHORTEST_PROSE = 6
"""Words of the shortest sentence that counts as prose by itself; "Ends." and "Share this!" are shorter."""
_SIGN_OFF = re.compile(r"[(\[][A-Z][A-Z/. &-]{1,30}[)\]]$")
_SPOKEN = re.compile(r"(?:Q|A|[A-Z][A-Z.' -]{1,40}(?:\s\([^)]{1,40}\))?)\s*[:.]\s+\S")
"""A turn of a transcript ("Q: And the date?", "MR. HADDAD: No."), however short."""
_CONTROLS = frozenset(
    [
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "telegram",
        "email",
        "e-mail",
        "print",
        "linkedin",
        "pinterest",
        "reddit",
        "messenger",
        "copy",
        "link",
        "share",
        "save",
        "tweet",
        "viber",
        "line",
        "instagram",
    ]
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|[@#]\w+$")
_COUNT = re.compile(
    r"[\d,.]+\s*(?:k|m)?\s*(?:views?|shares?|comments?|likes?|min(?:ute)?s?(?: read)?|readers?|photos?)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:press release |release |document |ref(?:erence)?\.?:? ?)?(?:no\.?|nr\.?|№|ref\.?):? ?[\w./-]*\d[\w./-]*"
)
"""A release's number on a line of its own."""
_PARENTHETIC = re.compile(
    r"[(\[](?:[^()\[\]]*\b(?:report(?:ing|ed)?|edit(?:ing|ed)|writ(?:ing|ten)|compiled|translated|contributed|published"
    r"|produced|inputs?|syndicated|feed|staff|agenc(?:y|ies)|copyright|updated?|corrects?|adds|recasts|disclosure"
    r"|exchange rate)\b[^()\[\]]*)[)\]]\.?$",
    re.IGNORECASE,
)  # fmt: skip


@cache
def _starts() -> dict[str, tuple[tuple[str, Kind], ...]]:
    """Return the phrases that furniture begins with, by their first word."""
    by_word: dict[str, list[tuple[str, Kind]]] = {}
    kinds: tuple[tuple[str, Kind], ...] = (("start", "furniture"), ("links", "links"), ("signoff", "end"))
    for name, kind in kinds:
        for phrase in words("furniture", name):
            by_word.setdefault(phrase.split()[0], []).append((phrase, kind))
    return {
        word: tuple(sorted(found, key=lambda f: (-len(f[0]), f[1] == "furniture"))) for word, found in by_word.items()
    }


def sort_line(text: str) -> Kind:
    """Return what a line is by its own words, wherever it stands."""
    bare = plain(text)
    found = bare.split()
    if bare in words("furniture", "end") or bare.strip(" .:*") in words("furniture", "end"):
        return "end"
    if not any(c.isalnum() for c in bare):
        return "furniture"
    if (
        bare.strip(_OUTER) in words("furniture", "whole")
        or _ADDRESS.fullmatch(bare)
        or _COUNT.fullmatch(bare)
        or _NUMBER.fullmatch(bare)
    ):
        return "furniture"
    if len(found) <= 30:
        stripped = bare.lstrip(_OUTER)
        for phrase, kind in _starts().get((stripped.split() or [""])[0], ()):
            if stripped.startswith(phrase) and not stripped[len(phrase) : len(phrase) + 1].isalnum():
                if kind == "links" and ":" in stripped and not stripped.rstrip().endswith(":"):
                    return "furniture"  # "Related: one title" holds its link itself
                # A list's opening is a heading, not a sentence.
                if kind != "links" or not is_sentence(text):
                    return kind
    if len(found) <= 40 and any(phrase in bare for phrase in words("furniture", "within")):
        return "furniture"
    if _PARENTHETIC.fullmatch(text.strip()) or (_SIGN_OFF.fullmatch(text.strip()) and len(found) <= 4):
        return "furniture"
    if _is_controls(bare):
        return "furniture"
    return "prose" if is_sentence(text) or len(found) > 40 or _SPOKEN.match(text) else "short"


def is_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does and is long enough to be one."""
    text = text.rstrip()
    if len(text.split()) < _SHORTEST_PROSE:
        return False
    # An agency's initials or a place may stand behind the last full stop: "... he said. PTI ABC".
    return bool(_TERMINAL.search(text) or (len(text.split()) > 12 and _INNER_END.search(text)))


def ends_plainly(text: str) -> bool:
    """Return whether a line ends with a full stop that no abbreviation explains, as a title does not."""
    text = text.rstrip().rstrip("\"'”’)")
    return text.endswith(".") and not text.endswith("...") and not _ABBREVIATION.search(text)


def _is_controls(bare: str) -> bool:
    """Return whether a line is a row of buttons: short parts between bars, or the names of networks."""
    parts = [p.strip() for p in re.split(r"[|•·>»/]", bare) if p.strip()]
    if len(parts) >= 2 and all(
        p.strip(_OUTER) in _CONTROLS or p.split(":")[-1].strip() in _CONTROLS or p in words("furniture", "whole")
        for p in parts
    ):
        return True
    if len(parts) >= 3 and all(len(p.split()) <= 3 for p in parts) and not any(c.isdigit() for c in bare):
        return True
    found = bare.replace("|", " ").replace(",", " ").split()
    return len(found) >= 2 and all(w.strip(_OUTER) in _CONTROLS for w in found)
