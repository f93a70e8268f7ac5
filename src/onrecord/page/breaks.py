"""Parts a plain text into paragraphs: blank lines, one line a paragraph, or lines wrapped at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]*\n?")
_WIDEST = 132
"""Characters of the widest line that wrapped prose has; longer lines hold whole paragraphs."""
_FEWEST = 2
"""Single line breaks at which the next word would not have fitted, before a text counts as wrapped."""
_RAGGED = 14
"""Characters by which a wrapped line may fall short of the width beyond the word that did not fit (set on the hard-wrapped
and the one-line-per-paragraph articles of the TempEval-3 newspaper texts)."""
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
        for line in group[1:]:
            if width and _runs_on(text, (start, end), line, group, width):
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

    Lines that a following line continues in lower case, or without a sentence's end, speak for wrapping; lines wider
    than any wrapped prose against it.
    """
    breaks = [(a, b) for group in groups for a, b in zip(group, group[1:], strict=False)]
    if not breaks:
        return None
    lengths = sorted(e - s for group in groups if len(group) > 1 for s, e in group)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    if width > _WIDEST or lengths[-1] > _WIDEST * 1.5:
        return None
    running = [
        1 for a, b in breaks if _continues(text, a, b) and (a[1] - a[0]) + len(_first_word(text, b)) + _RAGGED >= width
    ]
    unfinished = [1 for a, b in breaks if not _ENDS.search(text[a[0] : a[1]])]
    if len(running) < _FEWEST and not (len(breaks) == len(running) == 1):
        return None
    return width if len(running) * 3 >= len(breaks) and len(unfinished) * 2 >= len(breaks) else None


def _continues(text: str, a: tuple[int, int], b: tuple[int, int]) -> bool:
    return text[b[0]].islower() or not _ENDS.search(text[a[0] : a[1]])


def _runs_on(text: str, a: tuple[int, int], b: tuple[int, int], group: list[tuple[int, int]], width: int) -> bool:
    """Return whether a line goes on in the next: its end is where the next word would not have fitted."""
    last = next(line for line in group if line[1] == a[1])
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
