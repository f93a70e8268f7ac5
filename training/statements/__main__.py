"""Fit the weights that join rules and tagger.

    python -m training.statements --data shared/corpora/polnear [--out src/onrecord/models/statements/weights.json]

Reads `dev.jsonl` and `multi_annotator.jsonl` of the folder: articles that the tagger was not trained on. Prints the
calibration on the five held-out parts of a cross-validation, then fits on all of them and writes the weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.language import load_pipeline, parse
from onrecord.page import read_given
from onrecord.statements.draft import holders
from onrecord.statements.gather import found
from onrecord.statements.join import tag, weighed
from onrecord.statements.weigh import features
from training.statements.fit import calibration, fit, predict
from training.statements.truth import truths

OUT = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "statements" / "weights.json"


def main() -> None:
    """Read the articles, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    articles = [
        json.loads(line)
        for name in ("dev.jsonl", "multi_annotator.jsonl")
        for line in (options.data / name).read_text(encoding="utf-8").splitlines()
    ][: options.limit]
    rows, bare, right, groups = _rows(articles)
    table: dict[str, dict[str, float]] = {}
    for name, sample in (("rules", bare), ("joined", rows)):
        chances = np.zeros(len(sample))
        for part in range(5):
            train = [i for i in range(len(sample)) if groups[i] % 5 != part]
            test = [i for i in range(len(sample)) if groups[i] % 5 == part]
            weights = fit([sample[i] for i in train], [right[i] for i in train])
            chances[test] = predict([sample[i] for i in test], weights)
        y = np.array(right, dtype=float)
        loss = -np.mean(y * np.log(chances + 1e-9) + (1 - y) * np.log(1 - chances + 1e-9))
        print(f"{name}: {len(sample)} drafts, {int(y.sum())} right, held-out log-loss {loss:.4f}")
        for low, count, mean, share in calibration(chances, right):
            print(f"  {low:.1f}  {count:5d}  said {mean:.3f}  was {share:.3f}")
        table[name] = fit(sample, right)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _rows(
    articles: list[dict[str, Any]],
) -> tuple[list[dict[str, float]], list[dict[str, float]], list[bool], list[int]]:
    """Return features with and without the tagger, truth and article number of every outermost draft."""
    rows: list[dict[str, float]] = []
    bare: list[dict[str, float]] = []
    right: list[bool] = []
    groups: list[int] = []
    given = (read_given(a["text"]) for a in articles)
    for number, (article, document) in enumerate(zip(articles, parse(given, load_pipeline()), strict=True)):
        drafts = found(document)
        outermost = [d for d, holder in zip(drafts, holders(drafts), strict=True) if holder is None]
        page = tag(document)
        evidence = {id(draft): item for draft, item, _ in weighed(drafts, page)}
        for draft, truth in zip(outermost, truths(document.text, outermost, article["quotes"]), strict=True):
            rows.append(features(draft, evidence[id(draft)]))
            bare.append(features(draft, None))
            right.append(truth)
            groups.append(number)
    return rows, bare, right, groups


if __name__ == "__main__":
    main()
