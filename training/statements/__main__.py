"""Fit the weights that join rules and tagger.

    python -m training.statements --data shared/corpora/polnear [--out src/onrecord/models/statements/weights.json]

`prior`, which knows the rules alone, is fitted on `train.jsonl`; `joined`, which knows the tagger's evidence as well,
on `dev.jsonl` and `multi_annotator.jsonl`, articles that the tagger was not trained on. Prints the calibration on the
held-out parts of a five-fold cross-validation before the weights are written.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.language import Document, load_pipeline, parse
from onrecord.page import read_given
from onrecord.statements.draft import Draft, holders
from onrecord.statements.gather import found
from onrecord.statements.join import evidence, tag
from onrecord.statements.weigh import features, prior_features, weighted
from training.statements.fit import calibration, fit, predict
from training.statements.truth import truths

OUT = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "statements" / "weights.json"


def main() -> None:
    """Read the articles, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--limit", type=int, help="articles of each file, for a trial")
    options = parser.parse_args()
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for _, outermost, true in _read(options.data, ["train.jsonl"], options.limit):
        rows.extend(prior_features(d) for d in outermost)
        right.extend(true)
    prior = fit(rows, right)
    print(f"prior: {len(rows)} drafts, {sum(right)} right, {len(prior)} features")
    joined = _fit_joined(options.data, options.limit, prior)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    table = {"prior": prior, "joined": joined}
    options.out.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _fit_joined(data: Path, limit: int | None, prior: dict[str, float]) -> dict[str, float]:
    """Fit on the tuning articles, print how well it holds on held-out ones, and return the weights."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    groups: list[int] = []
    for number, (document, outermost, true) in enumerate(_read(data, ["dev.jsonl", "multi_annotator.jsonl"], limit)):
        page = tag(document.article)
        for draft, item, _ in evidence(outermost, page):
            rows.append(features(draft, item, weighted(prior_features(draft), prior)))
            groups.append(number % 5)
        right.extend(true)
    chances = np.zeros(len(rows))
    for part in range(5):
        held = [i for i in range(len(rows)) if groups[i] == part]
        rest = [i for i in range(len(rows)) if groups[i] != part]
        chances[held] = predict([rows[i] for i in held], fit([rows[i] for i in rest], [right[i] for i in rest]))
    truth = np.array(right, dtype=float)
    loss = -np.mean(truth * np.log(chances + 1e-9) + (1 - truth) * np.log(1 - chances + 1e-9))
    print(f"joined: {len(rows)} drafts, {sum(right)} right, held-out log-loss {loss:.4f}")
    for low, count, mean, share in calibration(chances, right):
        print(f"  {low:.1f}  {count:5d}  said {mean:.3f}  was {share:.3f}")
    return fit(rows, right)


def _read(data: Path, names: list[str], limit: int | None) -> Iterator[tuple[Document, list[Draft], list[bool]]]:
    """Yield each article's document, its outermost drafts by rule, and which of them are right."""
    articles: list[dict[str, Any]] = []
    for name in names:
        lines = (data / name).read_text(encoding="utf-8").splitlines()[:limit]
        articles.extend(json.loads(line) for line in lines)
    given = (read_given(a["text"]) for a in articles)
    for article, document in zip(articles, parse(given, load_pipeline()), strict=True):
        drafts = found(document)
        outermost = [d for d, holder in zip(drafts, holders(drafts), strict=True) if holder is None]
        yield document, outermost, truths(document.text, outermost, article["quotes"])


if __name__ == "__main__":
    main()
