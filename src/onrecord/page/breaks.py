"""Parts a plain text into paragraphs: blank lines, one line a paragraph, or lines wrapped at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\n?")
_WIDEST = 132
"""Characters of the widest line that wrapped prose has; longer lines hold whole paragraphs."""
_NARROWEST = 40
"""Characters of the narrowest column that prose is wrapped at; shorter lines are a list."""
_FEWEST = 2
"""Single line breaks at which the next word would not have fitted, before a text counts as wrapped."""
_FULL = 7
"""Of ten lines that end within a sentence, how many are full in a wrapped text; titles and bylines are not."""
_RAGGED = 14
"""Characters by which a wrapped line may fall short of the width beyond the word that did not fit (set on newspaper
texts of PolNeAR, wrapped at 50 to 120 characters with and without blank lines, and one paragraph a line)."""
_ENDS = re.compile(r"[.?!:;\"'”’)\]]\s*$")
_LABEL = re.compile(r"\s*(?:[-•*–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|[A-Z][A-Za-z.' -]{0,40}:\s)")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the extents of a text's paragraphs, without the white space around them.

    A blank line always parts paragraphs. A single line break does too, unless the text is wrapped: its lines are no
    wider than 132 characters and break where the next word would not have fitted.
    """
    groups = list(_groups(text))
    width = _width(text, groups)
    found: list[tuple[int, int]] = []
    for group in groups:
        start, end = group[0]
        for last, line in pairwise(group):
            if width and _runs_on(text, last, line, width):
                end = line[1]
            else:
                found.append((start, end))
                start, end = line
        found.append((start, end))
    return found


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of lines without a blank line between them, as extents without outer white space."""
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + line.index(bare[0])
            group.append((start, start + len(bare)))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _width(text: str, groups: list[list[tuple[int, int]]]) -> int | None:
    """Return the width a text is wrapped at, or None when it is not wrapped.

    It is when its lines that end within a sentence are full: the next word would not have fitted. Lines wider than any
    wrapped prose, or narrower, are none of its.
    """
    breaks = [(a, b) for group in groups for a, b in pairwise(group)]
    if not breaks:
        return None
    lengths = sorted(e - s for group in groups if len(group) > 1 for s, e in group)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    unfinished = [(a, b) for a, b in breaks if not _ENDS.search(text[a[0] : a[1]])]
    full = sum(a[1] - a[0] + 1 + len(_first_word(text, b)) + _RAGGED > width for a, b in unfinished)
    # A text with one break has too little to tell by: only a line that goes on in lower case joins the one before.
    if full < _FEWEST and not (len(breaks) == full == 1 and text[breaks[0][1][0]].islower()):
        return None
    return width if full * 10 >= _FULL * len(unfinished) else None


def _continues(text: str, a: tuple[int, int], b: tuple[int, int]) -> bool:
    return text[b[0]].islower() or not _ENDS.search(text[a[0] : a[1]])


def _runs_on(text: str, last: tuple[int, int], b: tuple[int, int], width: int) -> bool:
    """Return whether a line goes on in the next: its end is where the next word would not have fitted."""
    column = last[1] - (text.rfind("\n", 0, last[0]) + 1)
    if text[b[0]].islower() and not _ENDS.search(text[last[0] : last[1]]):
        return True
    if _LABEL.match(text[b[0] : b[0] + 60]) and _ENDS.search(text[last[0] : last[1]]):
        return False
    if _indent(text, b) > _indent(text, last) + 1:
        return False
    return column + 1 + len(_first_word(text, b)) + (_RAGGED if _continues(text, last, b) else 0) > width


def _first_word(text: str, line: tuple[int, int]) -> str:
    return text[line[0] : line[1]].split(None, 1)[0]


def _indent(text: str, line: tuple[int, int]) -> int:
    return line[0] - (text.rfind("\n", 0, line[0]) + 1)
