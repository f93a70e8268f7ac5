"""From the tagger's scores to spans: the best legal sequence of labels, and where a cue's words stand to others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

LINKED_LABELS = ("O", "B-C", "I-C", "E-C", "S-C", "B-S", "I-S", "E-S", "S-S")
"""What the linker says of a word: content (C) or source (S), and where in its span."""
N_BUCKETS = 34
REACH = 64
_NEVER = np.float32(-1e4)

# Flat heads: O, B, I.
_FLAT_MOVES = np.array([[0, 0, _NEVER], [0, 0, 0], [0, 0, 0]], dtype=np.float32)


def _linked_moves() -> tuple[FloatArray, FloatArray, FloatArray]:
    opens = [0, 1, 4, 5, 8]
    closed = [0, 3, 4, 7, 8]
    moves = np.full((9, 9), _NEVER, dtype=np.float32)
    moves[np.ix_(closed, opens)] = 0
    for begin in (1, 5):
        moves[begin, [begin + 1, begin + 2]] = 0
        moves[begin + 1, [begin + 1, begin + 2]] = 0
    start = np.full(9, _NEVER, dtype=np.float32)
    start[opens] = 0
    stop = np.full(9, _NEVER, dtype=np.float32)
    stop[closed] = 0
    return moves, start, stop


_LINKED_MOVES, _LINKED_START, _LINKED_STOP = _linked_moves()


def log_softmax(scores: FloatArray) -> FloatArray:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def best_path(scores: FloatArray, moves: FloatArray, start: FloatArray, stop: FloatArray) -> IntArray:
    """The best label of each word, for a batch of sequences of one length (batch x word x label)."""
    batch, length, _ = scores.shape
    if length == 0:
        return np.zeros((batch, 0), dtype=np.int64)
    state = scores[:, 0] + start
    back = np.zeros(scores.shape, dtype=np.int64)
    for step in range(1, length):
        paths = state[:, :, None] + moves
        back[:, step] = paths.argmax(axis=1)
        state = paths.max(axis=1) + scores[:, step]
    labels = np.zeros((batch, length), dtype=np.int64)
    labels[:, -1] = (state + stop).argmax(axis=1)
    rows = np.arange(batch)
    for step in range(length - 1, 0, -1):
        labels[:, step - 1] = back[rows, step, labels[:, step]]
    return labels


def flat_spans(scores: FloatArray, bias: float) -> list[tuple[int, int]]:
    """Spans (first word, stop) of one flat head (word x O B I, log-chances); `bias` is added to B and I."""
    scores = scores.copy()
    scores[:, 1:] += np.float32(bias)
    start = np.array([0, 0, _NEVER], dtype=np.float32)
    labels = best_path(scores[None], _FLAT_MOVES, start, np.zeros(3, dtype=np.float32))[0]
    spans: list[tuple[int, int]] = []
    for index, label in enumerate(labels.tolist()):
        if label == 1:
            spans.append((index, index + 1))
        elif label == 2:
            spans[-1] = spans[-1][0], index + 1
    return spans


def linked_spans(scores: FloatArray, switch: float = 0.0) -> list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
    """Content and source spans of each pair (pair x word x 9 log-probabilities); `switch` is paid to open a span."""
    scores = scores.copy()
    scores[:, :, [1, 4]] -= np.float32(switch)
    labels = best_path(scores, _LINKED_MOVES, _LINKED_START, _LINKED_STOP)
    found: list[tuple[list[tuple[int, int]], list[tuple[int, int]]]] = []
    for row in labels:
        content: list[tuple[int, int]] = []
        source: list[tuple[int, int]] = []
        for index in np.flatnonzero(row).tolist():
            label = int(row[index])
            role = content if label < 5 else source
            if label in (1, 4, 5, 8):
                role.append((index, index + 1))
            else:
                role[-1] = role[-1][0], index + 1
        found.append((content, source))
    return found


def around(cue: tuple[int, int], n_words: int) -> tuple[int, int]:
    """The words that the linker reads for a cue; 99.3 % of contents and sources in the training data lie within."""
    return max(0, cue[0] - REACH), min(n_words, cue[1] + REACH)


def relative_positions(n_words: int, paragraph: IntArray, cue: tuple[int, int]) -> tuple[IntArray, IntArray]:
    """Buckets of distance to the cue (0 within it, odd before, even after) and of paragraph (0 same, 1 before, 2)."""
    index = np.arange(n_words)
    away = np.where(index < cue[0], cue[0] - index, np.where(index >= cue[1], index - cue[1] + 1, 0))
    # One bucket a word up to 8, then one for each factor of 1.5.
    far = 8 + np.ceil(np.log(np.maximum(away, 8) / 8) / np.log(1.5)).astype(np.int64)
    bucket = np.minimum(np.where(away <= 8, away, far), (N_BUCKETS - 2) // 2)
    side = np.where(index < cue[0], bucket * 2 - 1, bucket * 2)
    own = paragraph[cue[0]]
    where = np.where(paragraph == own, 0, np.where(paragraph < own, 1, 2))
    return side.astype(np.int64), where.astype(np.int64)


@dataclass(frozen=True, slots=True)
class DecodeSettings:
    """What turns scores into attributions; all tuned together on PolNeAR dev by `training/tagger/tune.py`."""

    cue_bias: float = 1.0
    """Added to the log-chance of cue words: above 0 more cues go to the linker, which then judges them."""
    doubt_bias: float = 3.0
    """The same for a second reading of the words between: the likely cues keep their edges, doubtful ones come in."""
    switch: float = 0.0
    """Paid by the linker to open a span; keeps it from splitting one."""
    gap: int = 1
    """Content spans so few words apart are one, unless the cue or the source stands between."""
    least: float = 0.3
    """Attributions of a lower score are dropped."""
    weights: tuple[float, ...] = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    """Of a logistic score: constant, cue's validity, log-chances of cue, content, source, and having a source."""


def cue_spans(scores: FloatArray, settings: DecodeSettings) -> list[tuple[int, int]]:
    """Candidates for cues by the flat head (word x O B I, log-chances): the likely ones, then the doubtful between."""
    likely = flat_spans(scores, settings.cue_bias)
    taken = {word for first, stop in likely for word in range(first, stop)}
    doubtful = flat_spans(scores, settings.doubt_bias)
    return sorted(likely + [span for span in doubtful if taken.isdisjoint(range(*span))])


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in words of the page, before the page's are settled against each other."""

    cue: tuple[int, int]
    content: list[tuple[int, int]]
    source: list[tuple[int, int]]
    valid: float
    cue_score: float
    content_score: float
    source_score: float
    features: tuple[float, ...]

    @classmethod
    def build(
        cls,
        offset: int,
        cue: tuple[int, int],
        content: list[tuple[int, int]],
        source: list[tuple[int, int]],
        scores: FloatArray,
        cue_chance: FloatArray,
        valid: float,
    ) -> Draft:
        """Take over a window's findings.

        Args:
            offset: the page's number of the window's first word.
            scores: word x 9 log-probabilities of the linker for this cue.
            cue_chance: each word's chance of being within a cue.
            valid: the linker's logit for this being a cue.
        """
        chances = np.exp(scores)
        # Of several source spans the likeliest word's is taken: an attribution has one source.
        source = sorted(source, key=lambda span: -float(chances[span[0] : span[1], 5:].sum(1).max()))[:1]
        of_content = _mean_chance(chances[:, 1:5].sum(1), content)
        of_source = _mean_chance(chances[:, 5:].sum(1), source)
        of_cue = float(cue_chance[cue[0] : cue[1]].mean())
        features = (
            1.0,
            valid,
            float(np.log(max(of_cue, 1e-4))),
            float(np.log(max(of_content, 1e-4))),
            float(np.log(max(of_source, 1e-4))) if source else 0.0,
            float(bool(source)),
        )

        def shift(span: tuple[int, int]) -> tuple[int, int]:
            return span[0] + offset, span[1] + offset

        return cls(
            shift(cue),
            [shift(span) for span in content],
            [shift(span) for span in source],
            valid,
            of_cue,
            of_content,
            of_source,
            features,
        )

    def score(self, settings: DecodeSettings) -> float:
        """The chance of being right, by the settings' logistic weights."""
        total = sum(weight * feature for weight, feature in zip(settings.weights, self.features, strict=True))
        return float(1.0 / (1.0 + np.exp(-total)))


def _mean_chance(chances: FloatArray, spans: list[tuple[int, int]]) -> float:
    if not spans:
        return 0.0
    return float(np.concatenate([chances[first:stop] for first, stop in spans]).mean())


def merge_spans(draft: Draft, gap: int) -> list[tuple[int, int]]:
    """The draft's content with spans joined that stand at most `gap` words apart."""
    between = {*range(*draft.cue), *(word for span in draft.source for word in range(*span))}
    merged: list[tuple[int, int]] = []
    for first, stop in sorted(draft.content):
        if merged and first - merged[-1][1] <= gap and between.isdisjoint(range(merged[-1][1], first)):
            merged[-1] = merged[-1][0], stop
        else:
            merged.append((first, stop))
    return merged


def settle(drafts: list[Draft], settings: DecodeSettings) -> list[tuple[Draft, bool]]:
    """Drop the weak and the doubles; mark as nested those whose cue stands within another's content.

    A draft that shares more than half of its content with a stronger one is its double, unless the cue of one of them
    stands in the content of the other: then it is a voice within a voice, and both stay. (On PolNeAR dev, whose gold
    has the outer voice alone, the outer one is right as often as the stronger one.)
    """
    ranked = sorted((draft for draft in drafts), key=lambda draft: -draft.score(settings))
    kept: list[tuple[Draft, set[int]]] = []
    for draft in ranked:
        if draft.score(settings) < settings.least:
            break
        own = {word for span in draft.content for word in range(*span)}
        doubled = any(
            len(own & words) * 2 > len(own) and draft.cue[0] not in words and other.cue[0] not in own
            for other, words in kept
        )
        if not doubled:
            kept.append((draft, own))
    return [(draft, any(draft.cue[0] in words for other, words in kept if other is not draft)) for draft, _ in kept]


_BEFORE = frozenset("$£€¥#@")
_AFTER = frozenset("%°")


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what belongs to the edge words: a sign of money, a per cent sign, the last stop of "U.S."."""
    if start > 0 and text[start - 1] in _BEFORE:
        start -= 1
    if end < len(text) and text[end] in _AFTER:
        end += 1
    if end < len(text) and text[end] == "." and end - start >= 3 and text[end - 2] == "." and text[end - 1].isupper():
        end += 1
    return start, end
