"""Scores with and without each part of the tagger, from flat labels joined by nearness up to what ships.

`python -m training.tagger.ladder ARTICLES.jsonl --scorer SCORER.py [--model FOLDER]`
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.statements.tagger import AttributionTagger, _Page
from onrecord.statements.tagger_decode import flat_spans
from training.tagger.evaluate import as_quotes
from training.tagger.shipped import SHIPPED, paragraphs_of
from training.tagger.tune import load_scorer

Spans = list[tuple[int, int]]


class _Recorder:
    """Stands before the encoder and keeps its flat scores, window by window."""

    def __init__(self, encoder: Any) -> None:
        self.encoder = encoder
        self.flat: list[Any] = []

    def run(self, names: list[str], feed: dict[str, Any]) -> Any:
        words, flat = self.encoder.run(names, feed)
        self.flat.append(flat[0].reshape(-1, 3, 3))
        return words, flat


def argmax_spans(scores: Any, bias: float = 0.0) -> Spans:
    """Runs of B and I as they come, an I after an O opening a span."""
    spans: Spans = []
    previous = 0
    for index, label in enumerate(scores.argmax(1).tolist()):
        if label == 1 or (label == 2 and previous == 0):
            spans.append((index, index + 1))
        elif label == 2:
            spans[-1] = spans[-1][0], index + 1
        previous = label
    return spans


def join_nearest(page: _Page, flat: Any, spans_of: Callable[[Any, float], Spans], gap: int) -> list[dict[str, Any]]:
    """Flat spans, each content with the nearest cue of its paragraph and that with its nearest source."""
    words = page.words
    cues, contents, sources = (spans_of(flat[:, role], 0.0) for role in range(3))
    others = {word for spans in (cues, sources) for a, b in spans for word in range(a, b)}
    merged: Spans = []
    for a, b in contents:
        if merged and a - merged[-1][1] <= gap and others.isdisjoint(range(merged[-1][1], a)):
            merged[-1] = merged[-1][0], b
        else:
            merged.append((a, b))

    def nearest(span: tuple[int, int], others: Spans) -> tuple[int, int] | None:
        here = words.paragraph[span[0]]
        near = [other for other in others if words.paragraph[other[0]] == here]
        return min(near, key=lambda other: max(other[0] - span[1], span[0] - other[1]), default=None)

    def chars(span: tuple[int, int]) -> list[int]:
        return [int(words.start[span[0]]), int(words.end[span[1] - 1])]

    quotes: dict[tuple[int, int], dict[str, Any]] = {}
    for content in merged:
        cue = nearest(content, cues)
        if cue is None:
            continue
        if cue not in quotes:
            source = nearest(cue, sources)
            quotes[cue] = {"content": [], "cue": [chars(cue)], "source": [chars(source)] if source else []}
            quotes[cue]["kind"] = "indirect"
        quotes[cue]["content"].append(chars(content))
    return list(quotes.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    records = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines()]
    gold = {record["id"]: record for record in records}
    tagger = AttributionTagger.load(options.model, threads=2)
    shipped = tagger.settings
    recorder = _Recorder(tagger._encoder)
    tagger._encoder = recorder
    pages = tagger._scan([(record["text"], paragraphs_of(record["text"])) for record in records])
    flats = []
    at = 0
    for page in pages:
        flat = np.zeros((len(page.words), 3, 3), dtype=np.float32)
        for window in page.windows:
            stop = window.first_word + len(window.first_piece)
            flat[window.first_word + window.first_target : stop] = recorder.flat[at][window.first_target :]
            at += 1
        flats.append(flat)

    def show(name: str, quotes: list[list[dict[str, Any]]]) -> None:
        found = {record["id"]: {"quotes": own} for record, own in zip(records, quotes, strict=True)}
        metrics, attribution, kinds = scorer.score(gold, found)
        joint, exact = metrics["joint (J>=.5 & source head)"].prf(), metrics["content exact"].prf()
        recall = kinds.get("indirect", [0, 1])
        print(
            f"{name:44s} joint {joint[2]:.3f} (P {joint[0]:.3f} R {joint[1]:.3f}) exact {exact[2]:.3f}"
            f" content {metrics['content J>=.5'].prf()[2]:.3f} indirect {recall[0] / recall[1]:.3f}"
            f" source of matched {attribution['source_ok'] / max(1, attribution['content_matched']):.3f}"
            f" n {joint[3]}"
        )

    def flat_rung(name: str, spans_of: Callable[[Any, float], Spans], gap: int) -> None:
        show(name, [join_nearest(page, flat, spans_of, gap) for page, flat in zip(pages, flats, strict=True)])

    def linked_rung(name: str, **changes: Any) -> None:
        tagger.settings = replace(shipped, **changes)
        show(name, [as_quotes(tagger._finish(page), page.text) for page in pages])

    flat_rung("flat labels, argmax, nearest cue", argmax_spans, 0)
    flat_rung("  fragments merged", argmax_spans, 3)
    flat_rung("  constrained decoding, merged", flat_spans, 3)
    linked_rung("linker, every cue kept, unmerged", gap=0, least=0.0)
    linked_rung("  merged", least=0.0)
    linked_rung("  cue's validity alone, at .5", weights=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0), least=0.5)
    linked_rung("  fitted score (ships)")


if __name__ == "__main__":
    main()
