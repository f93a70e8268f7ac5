"""Fit the score and choose the decode settings on tuning articles; write them to the model's `config.json`.

`python -m training.tagger.tune --dev DEV.jsonl --scorer SCORER.py [--model FOLDER] [--write]`
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.statements.tagger import AttributionTagger, _Page
from onrecord.statements.tagger_decode import Draft, merge_spans
from training.tagger.evaluate import as_quotes
from training.tagger.shipped import SHIPPED, paragraphs_of, write_config

RIDGE = 1.0
GAP = 3
"""Gaps of 1, 3 and 8 words differ by less than .001 joint on PolNeAR dev: fragments hardly occur any more."""


def load_scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Replay:
    """Stands before the encoder: windows come in one order, so that a second reading can be answered from the first."""

    def __init__(self, encoder: Any) -> None:
        self.encoder = encoder
        self.kept: list[Any] = []
        self.at = 0

    def run(self, names: list[str], feed: dict[str, Any]) -> Any:
        if self.at == len(self.kept):
            self.kept.append(self.encoder.run(names, feed))
        self.at += 1
        return self.kept[self.at - 1]


def is_right(scorer: Any, page: _Page, draft: Draft, gold: list[Any], gap: int) -> bool:
    """Whether some gold attribution has the draft's content (Jaccard .5) and source."""
    starts, ends, text = page.words.start, page.words.end, page.text
    content = scorer.chars(text, [(int(starts[a]), int(ends[b - 1])) for a, b in merge_spans(draft, gap)])
    source = [(int(starts[a]), int(ends[b - 1])) for a, b in draft.source]
    for wanted, characters, spans in gold:
        if len(content & characters) * 2 >= len(content | characters) and wanted is not None:
            return bool(scorer.head_match(text, spans, source))
    return False


def fit(features: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> tuple[float, ...]:
    """Logistic regression by Newton's method, with a small ridge on all weights but the constant."""
    weights = np.zeros(features.shape[1])
    ridge = np.full(len(weights), RIDGE)
    ridge[0] = 0.0
    for _ in range(25):
        chance = 1.0 / (1.0 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + ridge * weights
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + np.diag(ridge + 1e-6)
        weights -= np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 4) for weight in weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bias", type=float, nargs="+", default=[1.0], help="cue_bias to try")
    parser.add_argument("--switch", type=float, nargs="+", default=[-1.0, 0.0], help="switch to try")
    parser.add_argument("--doubt", type=float, nargs="+", default=[3.0], help="doubt_bias to try")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    records = [json.loads(line) for line in options.dev.read_text(encoding="utf-8").splitlines()]
    gold = {record["id"]: record for record in records}
    marked = [
        [
            (number, scorer.chars(record["text"], scorer.spans(quote["content"])), scorer.spans(quote["source"]))
            for number, quote in enumerate(record["quotes"])
        ]
        for record in records
    ]
    tagger = AttributionTagger.load(options.model, threads=options.threads)
    replay = _Replay(tagger._encoder)
    tagger._encoder = replay
    best: tuple[float, Any] | None = None
    for bias, doubt, switch in itertools.product(options.bias, options.doubt, options.switch):
        tagger.settings = replace(tagger.settings, cue_bias=bias, doubt_bias=doubt, switch=switch)
        replay.at = 0
        pages = tagger._scan([(record["text"], paragraphs_of(record["text"])) for record in records])
        features, right = [], []
        for page, wanted in zip(pages, marked, strict=True):
            for draft in page.drafts:
                if draft.content:
                    features.append(draft.features)
                    right.append(is_right(scorer, page, draft, wanted, GAP))
        weights = fit(np.array(features), np.array(right, dtype=float))
        for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45):
            tagger.settings = replace(tagger.settings, gap=GAP, least=least, weights=weights)
            found = {
                record["id"]: {"quotes": as_quotes(tagger._finish(page), record["text"])}
                for record, page in zip(records, pages, strict=True)
            }
            metrics, _, _ = scorer.score(gold, found)
            joint = metrics["joint (J>=.5 & source head)"].prf()
            exact = metrics["content exact"].prf()[2]
            print(
                f"bias {bias} doubt {doubt} switch {switch} least {least}:"
                f" joint {joint[2]:.4f} (P {joint[0]:.3f} R {joint[1]:.3f})"
                f" exact {exact:.4f} content {metrics['content J>=.5'].prf()[2]:.4f}",
                flush=True,
            )
            # Half a point of edges for a point of joins: a switch below 0 buys a little joint with many edges.
            worth = joint[2] + 0.5 * exact
            if best is None or worth > best[0]:
                best = worth, tagger.settings
    assert best is not None
    print(best)
    if options.write:
        write_config(options.model, asdict(best[1]))


if __name__ == "__main__":
    main()
