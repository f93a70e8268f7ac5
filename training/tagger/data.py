"""Annotated articles into training examples: words with flat labels, and for each cue its linked labels."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from onrecord.statements.tagger_decode import around, relative_positions
from onrecord.statements.tagger_windows import IntArray, Window, WindowSizes, Words, cut_windows, split_words
from training.tagger.shipped import paragraphs_of


@dataclass(frozen=True, slots=True)
class Article:
    """A page's words and its attributions, each as word spans (first, stop) by role."""

    words: Words
    text: str
    cues: list[tuple[int, int]]
    contents: list[list[tuple[int, int]]]
    sources: list[list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the labels of its words (cue, content, source: O B I) and its target cues' linked labels."""

    window: Window
    paragraph: IntArray
    flat: IntArray
    cues: list[tuple[int, int]]
    linked: list[IntArray]
    kept: list[Tensor] = field(default_factory=list)
    """The fixed layers' vectors, once they have been computed."""


@dataclass(frozen=True, slots=True)
class Batch:
    pieces: Tensor
    mask: Tensor
    shapes: Tensor
    first_piece: Tensor
    present: Tensor
    flat: Tensor
    examples: list[Example]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the linker reads for a batch's cues, true and false, and the labels it should give (-100: no loss)."""

    index: Tensor
    present: Tensor
    cue: Tensor
    distance: Tensor
    paragraph: Tensor
    labels: Tensor
    valid: Tensor


def read_articles(path: Path, tokenizer: Any) -> list[Article]:
    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text: str = record["text"]
        words = split_words(text, paragraphs_of(text), tokenizer)
        cues, contents, sources = [], [], []
        for quote in record["quotes"]:
            cue = _word_spans(words, text, quote["cue"])
            if not cue:
                continue
            cues.append((cue[0][0], cue[-1][1]))
            contents.append(_word_spans(words, text, quote["content"]))
            sources.append(_word_spans(words, text, quote["source"])[:1])
        articles.append(Article(words, text, cues, contents, sources))
    return articles


def _word_spans(words: Words, text: str, spans: Any) -> list[tuple[int, int]]:
    """Word spans without punctuation at their edges, which the annotators included or not as it fell."""
    if spans and isinstance(spans[0], int):
        spans = [spans]
    found = []
    for start, end in spans or []:
        first = int(np.searchsorted(words.end, start, side="right"))
        stop = int(np.searchsorted(words.start, end, side="left"))
        while first < stop and not text[words.start[first] : words.end[first]].isalnum():
            first += 1
        while stop > first and not text[words.start[stop - 1] : words.end[stop - 1]].isalnum():
            stop -= 1
        if stop > first:
            found.append((first, stop))
    return found


def cut_examples(article: Article, sizes: WindowSizes, marks: tuple[int, int], rng: random.Random) -> list[Example]:
    windows = cut_windows(
        article.words, article.text, sizes, marks=marks, first_budget=rng.randrange(64, sizes.pieces + 1)
    )
    examples = []
    for window in windows:
        first, n_words = window.first_word, len(window.first_piece)
        flat = np.zeros((3, n_words), dtype=np.int64)
        cues: list[tuple[int, int]] = []
        linked: list[IntArray] = []
        for cue, content, source in zip(article.cues, article.contents, article.sources, strict=True):
            for row, spans in enumerate(([cue], content, source)):
                for span in spans:
                    _write(flat[row], span, first, (0, 1, 2))
            if cue[0] - first >= window.first_target and cue[1] - first <= n_words:
                labels = np.zeros(n_words, dtype=np.int64)
                for span in content:
                    _write_bounds(labels, span, first, 1)
                for span in source:
                    _write_bounds(labels, span, first, 5)
                cues.append((cue[0] - first, cue[1] - first))
                linked.append(labels)
        flat[:, : window.first_target] = -100
        paragraph = article.words.paragraph[first : first + n_words]
        examples.append(Example(window, paragraph, flat, cues, linked))
    return examples


def _write(row: IntArray, span: tuple[int, int], first: int, labels: tuple[int, int, int]) -> None:
    for index in range(max(span[0] - first, 0), min(span[1] - first, len(row))):
        row[index] = labels[1] if index == span[0] - first else labels[2]


def _write_bounds(row: IntArray, span: tuple[int, int], first: int, begin: int) -> None:
    start, stop = max(span[0] - first, 0), min(span[1] - first, len(row))
    if stop <= start:
        return
    if stop - start == 1:
        row[start] = begin + 3
        return
    row[start:stop] = begin + 1
    row[start] = begin
    row[stop - 1] = begin + 2


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].window.pieces) // 24, rng.random()))
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield collate([examples[i] for i in group])


def collate(examples: list[Example]) -> Batch:
    n_pieces = max(len(e.window.pieces) for e in examples)
    n_words = max(len(e.window.first_piece) for e in examples)
    pieces = torch.zeros(len(examples), n_pieces, dtype=torch.long)
    mask = torch.zeros_like(pieces)
    shapes = torch.zeros_like(pieces)
    first_piece = torch.zeros(len(examples), n_words, dtype=torch.long)
    present = torch.zeros_like(first_piece)
    flat = torch.full((len(examples), 3, n_words), -100, dtype=torch.long)
    for row, example in enumerate(examples):
        window = example.window
        pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        mask[row, : len(window.pieces)] = 1
        shapes[row, : len(window.shapes)] = torch.tensor(window.shapes)
        first_piece[row, : len(window.first_piece)] = torch.tensor(window.first_piece)
        present[row, : len(window.first_piece)] = 1
        flat[row, :, : len(window.first_piece)] = torch.from_numpy(example.flat)
    return Batch(pieces, mask, shapes, first_piece, present, flat, examples)


def make_pairs(batch: Batch, cue_chance: Tensor, rng: random.Random) -> Pairs | None:
    """True cues (a third of them cut to a part, as the tagger may find them) and false ones it now believes in.

    Args:
        cue_chance: window x word, the chance that the flat head gives of being within a cue.
    """
    n_words = batch.present.shape[1]
    which: list[int] = []
    spans: list[tuple[int, int]] = []
    labels: list[IntArray | None] = []
    for row, example in enumerate(batch.examples):
        free = np.ones(len(example.window.first_piece), dtype=bool)
        free[: example.window.first_target] = False
        for cue, linked in zip(example.cues, example.linked, strict=True):
            free[max(cue[0] - 1, 0) : cue[1] + 1] = False
            if cue[1] - cue[0] > 1 and rng.random() < 0.33:
                start = rng.randrange(cue[0], cue[1])
                cue = start, rng.randrange(start + 1, cue[1] + 1)
            which.append(row)
            spans.append(cue)
            labels.append(linked)
        chance = cue_chance[row, : len(free)].numpy() * free
        doubtful = [int(i) for i in np.argsort(-chance)[:2] if chance[i] > 0.1]
        if not doubtful and free.any() and rng.random() < 0.3:
            doubtful = [int(rng.choice(np.flatnonzero(free).tolist()))]
        for index in doubtful:
            stop = index + 1
            while stop < len(free) and free[stop] and chance[stop] > 0.1:
                stop += 1
            which.append(row)
            spans.append((index, stop))
            labels.append(None)
    if not which:
        return None
    sizes = [len(batch.examples[row].window.first_piece) for row in which]
    reaches = [around(span, size) for span, size in zip(spans, sizes, strict=True)]
    cue_mask = torch.zeros(len(which), max(stop - first for first, stop in reaches), dtype=torch.long)
    index = torch.zeros_like(cue_mask)
    present = torch.zeros_like(cue_mask)
    distance = torch.zeros_like(cue_mask)
    paragraph = torch.zeros_like(cue_mask)
    target = torch.full_like(cue_mask, -100)
    for pair, (row, span, linked) in enumerate(zip(which, spans, labels, strict=True)):
        example = batch.examples[row]
        first, stop = reaches[pair]
        count = stop - first
        span = span[0] - first, span[1] - first
        cue_mask[pair, span[0] : span[1]] = 1
        index[pair, :count] = torch.arange(row * n_words + first, row * n_words + stop)
        present[pair, :count] = 1
        near, where = relative_positions(count, example.paragraph[first:stop], span)
        distance[pair, :count] = torch.from_numpy(near)
        paragraph[pair, :count] = torch.from_numpy(where)
        target[pair, :count] = 0 if linked is None else torch.from_numpy(linked[first:stop])
    valid = torch.tensor([0.0 if linked is None else 1.0 for linked in labels])
    return Pairs(index, present, cue_mask, distance, paragraph, target, valid)
