"""Quotations: what stands within quotation marks, by the marks alone.

One pass over each paragraph finds the marks and their shape (can it open, can it close), a second pairs them on a
stack. Both are linear: every look-ahead is a count made once, from the paragraph's end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.record import Paragraph

MarkKind = Literal["straight", "curly", "low", "guillemet", "single"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One run of quoted words within one paragraph.

    `start`..`end` takes in the marks, `inner_start`..`inner_end` does not; both are offsets into the article's text.
    `depth` is 0 for an outermost quotation, 1 for one within it, and so on. `continues` says that the quotation was
    opened in an earlier paragraph and goes on here (each paragraph opens, the last closes). `closed` is False when the
    closing mark stands in a later paragraph or is missing. `mark` is the kind of the marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    continues: bool = False
    closed: bool = True
    mark: MarkKind = "straight"


@dataclass(slots=True)
class _Mark:
    """A mark in the text; `opens` and `closes` say what its neighbours allow."""

    start: int
    end: int
    kind: MarkKind
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    """A quotation that has been opened and not yet closed."""

    mark: _Mark
    continues: bool = False


@dataclass(slots=True)
class _Pairing:
    """The state of one paragraph while its marks are paired."""

    stack: list[_Open] = field(default_factory=list)
    found: list[Quotation] = field(default_factory=list)

    def close(self, inner_end: int, end: int, *, closed: bool) -> None:
        """Close the innermost open quotation."""
        opened = self.stack.pop()
        if inner_end > opened.mark.end:
            self.found.append(
                Quotation(
                    start=opened.mark.start,
                    end=end,
                    inner_start=opened.mark.end,
                    inner_end=inner_end,
                    continues=opened.continues,
                    closed=closed,
                    mark=opened.mark.kind,
                )
            )


_CURLY_OPEN, _CURLY_CLOSE = "“‟", "”"
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‛", "’"
_LEADS = "([{<-–—―/…"
"""What may stand right before an opening mark, besides blanks, other marks and the start."""
_QUOTES = "\"'“”„‟‘’‚‛«»‹›`"
_ELISIONS = frozenset({"em", "n", "til", "tis", "twas", "cause", "bout", "round", "cos", "ere", "tween", "n'", "n’"})
"""Words that are written with a leading apostrophe."""
_CARRIES = frozenset({"body", "standfirst"})
"""Roles of paragraphs across which a quotation may run."""


def scan_quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order of their start, an outer one before those within it.

    A quotation without its closing mark ends with its paragraph, or before the next mark that must open a new one; it
    runs on only into paragraphs that open with the same kind of mark. A closing mark without an opening one is passed
    over. A single mark counts only when it is paired, or when the next paragraph carries it on.
    """
    found: list[Quotation] = []
    carried: MarkKind | None = None
    for i, paragraph in enumerate(paragraphs):
        marks = [m for m in _marks(text, paragraph.start, paragraph.end) if m.opens or m.closes]
        if carried and _only_closes(text, paragraph, marks):
            marks = marks[1:]
            carried = None
        elif carried and carried != "single" and (reopened := _reopened(text, paragraph, marks, carried)) is not None:
            marks = [reopened, *marks]
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        next_opens = _opening_of(text, following) if following is not None else None
        quotations, left = _pair(text, paragraph, marks, carried, next_opens)
        found.extend(_nested(sorted(quotations, key=lambda q: (q.start, -q.end))))
        carried = left if paragraph.role in _CARRIES and following and following.role in _CARRIES else None
    return tuple(found)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks of a paragraph with what their neighbours allow."""
    at = start
    while at < end:
        char = text[at]
        if char not in _QUOTES:
            at += 1
            continue
        width = 2 if text[at : at + 2] in ("``", "''") and at + 2 <= end else 1
        before = text[at - 1] if at > start else " "
        after = text[at + width] if at + width < end else " "
        mark = _double(at, width, char, before, after) or _single(text, at, width, end, before, after)
        if mark is not None:
            yield mark
        at += width


def _double(at: int, width: int, char: str, before: str, after: str) -> _Mark | None:
    """Return the double mark at an offset, or None when there is none."""
    lead = before.isspace() or before in _LEADS or before in _QUOTES
    trail = not after.isspace() and after not in ",.;:!?)]}"
    if char == '"' or width == 2:
        kind: MarkKind = "straight"
        if char == "`":
            return _Mark(at, at + width, kind, opens=True, closes=False)
        opens = lead and (trail or after in _QUOTES)
        return _Mark(at, at + width, kind, opens=opens, closes=not before.isspace() or not opens)
    if char in _CURLY_OPEN:  # the low mark's partner closes with this shape
        return _Mark(at, at + 1, "curly", opens=True, closes=not before.isspace())
    if char in _CURLY_CLOSE:  # some typists open with it too
        return _Mark(at, at + 1, "curly", opens=lead and trail and not before.isalnum(), closes=True)
    if char == "„":
        return _Mark(at, at + 1, "low", opens=True, closes=False)
    if char in "«»‹›":
        return _Mark(at, at + 1, "guillemet", opens=char in "«‹" or trail, closes=char in "»›" or not before.isspace())
    return None


def _single(text: str, at: int, width: int, end: int, before: str, after: str) -> _Mark | None:
    """Return the single mark at an offset, or None when it is an apostrophe or a foot."""
    char = text[at]
    if width == 2 or char == "`" or (before.isalnum() and after.isalnum()):
        return None
    if char == "‚":
        return _Mark(at, at + 1, "single", opens=True, closes=False)
    lead = before.isspace() or before in _LEADS or before in '"“„«('
    word = text[at + 1 : min(end, at + 8)].split(" ", 1)[0].rstrip(".,;:!?\"”'’").lower()
    elided = word in _ELISIONS or (after.isdigit() and word[:2].isdigit() and word[2:] in ("s", ""))
    opens = lead and not after.isspace() and not (elided and char not in _SINGLE_OPEN)
    if char in _SINGLE_OPEN:
        return _Mark(at, at + 1, "single", opens=opens, closes=False)
    closes = not before.isspace() and not after.isalnum() and not (before.isdigit() and after.isspace())
    return _Mark(at, at + 1, "single", opens=opens and not closes, closes=closes)


def _pair(
    text: str, paragraph: Paragraph, marks: list[_Mark], carried: MarkKind | None, next_opens: MarkKind | None
) -> tuple[list[Quotation], MarkKind | None]:
    """Pair a paragraph's marks; return its quotations and the kind of mark left open at its end, if any."""
    state = _Pairing()
    spare, closer_follows = _spare_closers(marks), _closer_follows(marks)
    first = len(text[paragraph.start : paragraph.end]) - len(text[paragraph.start : paragraph.end].lstrip())
    for i, mark in enumerate(marks):
        outer = _partner(state.stack, mark)
        if mark.closes and outer is not None and not (mark.opens and spare[i] >= 2):
            if _is_inches(text, marks, i) or (closer_follows[i] and _is_possessive(text, mark, paragraph.end)):
                continue
            while len(state.stack) > outer + 1:  # what was opened within and not closed was no quotation of its own
                _drop(state, mark.start)
            state.close(mark.start, mark.end, closed=True)
        elif mark.opens:
            if mark.kind == "single" and not closer_follows[i] and next_opens != "single":
                continue
            if outer is not None and not (mark.kind == "single" or spare[i] >= 2):
                while len(state.stack) > outer:
                    state.close(_trimmed(text, mark.start), _trimmed(text, mark.start), closed=False)
            goes_on = carried is not None and mark.start == paragraph.start + first and _alike(carried, mark.kind)
            state.stack.append(_Open(mark, continues=goes_on))
    left = state.stack[0].mark.kind if state.stack else None
    while state.stack:
        end = _trimmed(text, paragraph.end)
        if len(state.stack) > 1 and state.stack[-1].mark.kind == "single":
            state.stack.pop()
        else:
            state.close(end, end, closed=False)
    return state.found, left


def _nested(quotations: list[Quotation]) -> Iterator[Quotation]:
    """Yield a paragraph's quotations, in order of their start, with their depth among those that were kept."""
    around: list[int] = []  # where the quotations end that hold the next one
    for quotation in quotations:
        while around and around[-1] <= quotation.start:
            around.pop()
        yield replace(quotation, depth=len(around))
        around.append(quotation.end)


def _partner(stack: list[_Open], mark: _Mark) -> int | None:
    """Return the place on the stack of the quotation that this mark would close, or None."""
    for i in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        if _alike(stack[i].mark.kind, mark.kind):
            return i
    return None


def _alike(opened: MarkKind, closing: MarkKind) -> bool:
    """Say whether a mark of one kind may close what one of another kind opened; typists mix the double ones."""
    doubles = ("straight", "curly", "low")
    return opened == closing or (opened in doubles and closing in doubles)


def _drop(state: _Pairing, at: int) -> None:
    """Take an unclosed quotation within another off the stack; a double one is kept up to `at`."""
    if state.stack[-1].mark.kind == "single":
        state.stack.pop()
    else:
        state.close(at, at, closed=False)


def _spare_closers(marks: list[_Mark]) -> list[int]:
    """Return, for each mark, how many double marks after it only close, less those that only open."""
    spare, count = [0] * len(marks), 0
    for i in range(len(marks) - 1, -1, -1):
        spare[i] = count
        if marks[i].kind != "single":
            count += (marks[i].closes and not marks[i].opens) - (marks[i].opens and not marks[i].closes)
    return spare


def _closer_follows(marks: list[_Mark]) -> list[bool]:
    """Return, for each mark, whether the next single mark after it closes."""
    follows, closes = [False] * len(marks), False
    for i in range(len(marks) - 1, -1, -1):
        follows[i] = closes
        if marks[i].kind == "single":
            closes = marks[i].closes
    return follows


def _is_inches(text: str, marks: list[_Mark], i: int) -> bool:
    """Say whether a straight mark after a digit is a measure: words go on, and the next mark closes."""
    mark = marks[i]
    if mark.kind != "straight" or not text[mark.start - 1 : mark.start].isdigit():
        return False
    follows = text[mark.end : mark.end + 2]
    closes_next = i + 1 < len(marks) and marks[i + 1].closes and not marks[i + 1].opens
    return closes_next and (follows[:1] == "-" or (follows[:1] == " " and follows[1:].islower()))


def _is_possessive(text: str, mark: _Mark, end: int) -> bool:
    """Say whether a single mark after an s is a genitive: words go on (and another mark closes, as the caller saw)."""
    if mark.kind != "single" or text[mark.start - 1 : mark.start].lower() != "s":
        return False
    follows = text[mark.end : min(end, mark.end + 2)]
    return follows[:1] == " " and follows[1:].isalpha()


def _only_closes(text: str, paragraph: Paragraph, marks: list[_Mark]) -> bool:
    """Say whether a paragraph starts with a mark that can only close what an earlier one opened."""
    lead = text[paragraph.start : paragraph.end]
    start = paragraph.start + len(lead) - len(lead.lstrip())
    return bool(marks) and marks[0].start == start and not marks[0].opens


def _reopened(text: str, paragraph: Paragraph, marks: list[_Mark], carried: MarkKind) -> _Mark | None:
    """Return an empty mark at a paragraph's start where the typesetter forgot to reopen a running quotation.

    Only when the first double mark of the paragraph can do nothing but close.
    """
    first = next((m for m in marks if m.kind != "single"), None)
    if first is None or first.opens or not first.closes:
        return None
    lead = text[paragraph.start : paragraph.end]
    start = paragraph.start + len(lead) - len(lead.lstrip())
    return _Mark(start, start, carried, opens=True, closes=False)


def _opening_of(text: str, paragraph: Paragraph) -> MarkKind | None:
    """Return the kind of the mark that a paragraph opens with, or None."""
    lead = text[paragraph.start : paragraph.end]
    start = paragraph.start + len(lead) - len(lead.lstrip())
    for mark in _marks(text, start, min(paragraph.end, start + 3)):
        return mark.kind if mark.start == start and mark.opens else None
    return None


def _trimmed(text: str, end: int) -> int:
    """Return an end without the blanks before it."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
