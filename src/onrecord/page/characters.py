"""Characters that do not belong in an article: hidden, broken, or of two scripts within one word."""

from __future__ import annotations

import re
import unicodedata

# Zero-width and joining marks, directional marks, soft hyphens, variation selectors, tags, byte-order marks.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOT_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]")
_LETTERS = re.compile(r"[^\W\d_]+")


def tidy(text: str) -> str:
    """Return a text with line breaks as "\\n" and without hidden, control and broken characters.

    Lone surrogates and control characters become nothing; the replacement character stays, for it shows that
    something stood there.
    """
    return _CONTROL.sub("", _HIDDEN.sub("", _BREAKS.sub("\n", text)))


def spaced(text: str) -> str:
    """Return a text with every run of white space, no-break spaces among it, as one plain space.

    No-break spaces are shown as spaces, and the parser takes any other space than the plain one for a word.
    """
    return " ".join(text.split())


def mixed_words(text: str) -> list[str]:
    """Return the words that mix Latin letters with Cyrillic, Greek, Armenian or Cherokee ones, each once, in order."""
    found: dict[str, None] = {}
    if not _NOT_LATIN.search(text):
        return []
    for word in _LETTERS.findall(text):
        if not _NOT_LATIN.search(word):
            continue
        scripts = {_script(c) for c in word}
        if "LATIN" in scripts and len(scripts) > 1 and len(word) > 1:
            found[word] = None
    return list(found)


def _script(character: str) -> str:
    # MICRO SIGN and the like have no script in their name; only letters come here.
    return unicodedata.name(character, "LATIN").split()[0]
