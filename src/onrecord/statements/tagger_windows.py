"""Cut pages into the windows that the attribution tagger reads: words, word pieces and the shape of each word.

Training and run time share this file, so that a word means the same to both: a run of characters that the
tokenizer's own pre-tokenizer keeps together ("U", ".", "S", "."), with offsets into the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

N_SHAPES = 11
"""0 for marks of the tokenizer; 1 to 5 lower, Capital, UPPER, number, punctuation; 6 to 10 the same within quotes."""

_SENTENCE_ENDS = frozenset(".!?")
_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")


@dataclass(frozen=True, slots=True)
class WindowSizes:
    """How pages are cut, in word pieces. Training cuts with `context` 0 and takes what stands before from packing."""

    pieces: int = 256
    """The most pieces in a window, the tokenizer's marks included."""
    context: int = 48
    """Pieces of the text before that a window repeats, so that a pronoun sees its name."""
    segment: int = 176
    """A longer paragraph is cut into segments of at most this size, at the ends of sentences where there are any."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one page in order: offsets into its text, paragraph number, shape, and each word's pieces."""

    start: IntArray
    end: IntArray
    paragraph: IntArray
    shape: IntArray
    pieces: list[list[int]]

    def __len__(self) -> int:
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a page that is read at once. Words before `first_target` were another window's to tag."""

    pieces: list[int]
    shapes: list[int]
    first_piece: list[int]
    """For each word of the window the index of its first piece in `pieces`."""
    first_word: int
    """The page's number of the window's first word; the words of a window follow each other without a gap."""
    first_target: int


def split_words(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Any) -> Words:
    """Split the given paragraphs (offsets into `text`) into words; text outside of them is not read."""
    start: list[int] = []
    end: list[int] = []
    number: list[int] = []
    shape: list[int] = []
    pieces: list[list[int]] = []
    bodies = [text[a:b] for a, b in paragraphs]
    encodings = tokenizer.encode_batch(bodies, add_special_tokens=False) if bodies else []
    for which, ((offset, _), body, encoding) in enumerate(zip(paragraphs, bodies, encodings, strict=True)):
        previous: int | None = None
        first = len(start)
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word is not None and word == previous:
                pieces[-1].append(piece)
                end[-1] = offset + b
                continue
            previous = word
            start.append(offset + a)
            end.append(offset + b)
            number.append(which)
            pieces.append([piece])
        quoted = False
        for index in range(first, len(start)):
            word_text = body[start[index] - offset : end[index] - offset]
            closes = word_text in _CLOSING or (quoted and word_text == '"')
            if word_text in _OPENING or (word_text == '"' and not closes):
                quoted = True
            shape.append(_shape(word_text) + (5 if quoted else 0))
            if closes:
                quoted = False
    return Words(
        np.array(start, dtype=np.int64),
        np.array(end, dtype=np.int64),
        np.array(number, dtype=np.int64),
        np.array(shape, dtype=np.int64),
        pieces,
    )


def _shape(word: str) -> int:
    first = word[:1]
    if first.isdigit():
        return 4
    if not first.isalnum():
        return 5
    if not first.isupper():
        return 1
    return 3 if len(word) > 1 and word.isupper() else 2


def cut_windows(
    words: Words, text: str, sizes: WindowSizes, *, marks: tuple[int, int], first_budget: int | None = None
) -> list[Window]:
    """Pack a page's segments into windows; every word is the target of exactly one of them.

    Args:
        marks: the ids of [CLS] and [SEP]; the latter stands between paragraphs and at the end.
        first_budget: a smaller size for the first window, by which training moves the cuts from epoch to epoch.
    """
    segments = _segments(words, text, sizes.segment)
    windows: list[Window] = []
    at = 0
    while at < len(segments):
        budget = sizes.pieces if windows or first_budget is None else max(first_budget, sizes.segment + 8)
        target = segments[at][0]
        first = target
        room = min(sizes.context, budget - 2 - segments[at][2])
        while first > 0:
            room -= len(words.pieces[first - 1]) + int(words.paragraph[first - 1] != words.paragraph[first])
            if room < 0:
                break
            first -= 1
        used = 2 + _size(words, first, segments[at][1])
        last = at + 1
        while last < len(segments):
            more = segments[last][2] + int(words.paragraph[segments[last][0]] != words.paragraph[segments[last][0] - 1])
            if used + more > budget:
                break
            used += more
            last += 1
        windows.append(_window(words, first, target, segments[last - 1][1], marks))
        at = last
    return windows


def _size(words: Words, first: int, stop: int) -> int:
    breaks = int(np.count_nonzero(np.diff(words.paragraph[first:stop])))
    return sum(len(words.pieces[index]) for index in range(first, stop)) + breaks


def _segments(words: Words, text: str, limit: int) -> list[tuple[int, int, int]]:
    """(first word, stop, pieces) of each paragraph, or of each part of one that is over the limit."""
    found: list[tuple[int, int, int]] = []
    total = len(words)
    first = 0
    while first < total:
        size = 0
        stop = first
        sentence: tuple[int, int] | None = None
        paragraph = words.paragraph[first]
        while stop < total and words.paragraph[stop] == paragraph:
            more = len(words.pieces[stop])
            if size + more > limit and stop > first:
                break
            size += more
            stop += 1
            if text[words.start[stop - 1]] in _SENTENCE_ENDS and size > limit // 2:
                sentence = stop, size
        if stop < total and words.paragraph[stop] == paragraph and sentence is not None:
            stop, size = sentence
        found.append((first, stop, size))
        first = stop
    return found


def _window(words: Words, first: int, target: int, stop: int, marks: tuple[int, int]) -> Window:
    opening, parting = marks
    pieces = [opening]
    shapes = [0]
    first_piece: list[int] = []
    for index in range(first, stop):
        if index > first and words.paragraph[index] != words.paragraph[index - 1]:
            pieces.append(parting)
            shapes.append(0)
        first_piece.append(len(pieces))
        own = words.pieces[index]
        pieces.extend(own)
        shapes.extend([int(words.shape[index])] * len(own))
    pieces.append(parting)
    shapes.append(0)
    return Window(pieces, shapes, first_piece, first, target - first)
