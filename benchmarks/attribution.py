"""The ladder of attribution: rules alone, tagger alone, both joined, on annotated articles.

    python -m benchmarks.attribution QUOTES.jsonl [--limit N]

QUOTES.jsonl holds lines {"id", "text", "quotes": [{"content": [[start, end]], "source": [[start, end]], "kind"}]}.
Prints for each rung the F1 of joint (words and speaker), of content, of exact content, and the recall of indirect
speech, in points; then how far the confidence of the joined drafts can be trusted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quote_scores import Attribution, Scores
from training.statements.truth import source_of, truths

from onrecord.language import Document, load_pipeline, parse
from onrecord.page import read_given
from onrecord.statements.draft import Draft, holders
from onrecord.statements.gather import found, third_voices
from onrecord.statements.join import joined, tag
from onrecord.statements.tagger import TaggedPage

RUNGS = ("rules", "tagger", "joined")


def rungs(document: Document) -> Iterator[tuple[str, list[Attribution], list[Draft]]]:
    """Yield for each rung its name, its attributions and, where it has them, its drafts."""
    drafts = third_voices(found(document), None)
    yield "rules", _plain(drafts), drafts
    page = tag(document.article)
    yield "tagger", _tagged(page), []
    both = third_voices(joined(document, found(document), page), None)
    yield "joined", _plain(both), both


def _plain(drafts: list[Draft]) -> list[Attribution]:
    return [{"content": [list(s) for s in d.spans], "source": source_of(d)} for d in drafts if not d.headline]


def _tagged(page: TaggedPage) -> list[Attribution]:
    return [
        {
            "content": [[s.start, s.end] for s in a.content],
            "source": [[a.source.start, a.source.end]] if a.source is not None else [],
        }
        for a in page.attributions
        if not a.nested
    ]


def measure(articles: list[dict[str, Any]]) -> tuple[dict[str, Scores], list[tuple[float, bool]]]:
    """Return the scores of each rung, and (confidence, right) of every outermost joined draft."""
    scores = {name: Scores() for name in RUNGS}
    trusted: list[tuple[float, bool]] = []
    given = (read_given(a["text"]) for a in articles)
    for article, document in zip(articles, parse(given, load_pipeline()), strict=True):
        for name, attributions, drafts in rungs(document):
            scores[name].add(document.text, article["quotes"], attributions)
            if name == "joined":
                outermost = [d for d, h in zip(drafts, holders(drafts), strict=True) if h is None and not d.headline]
                right = truths(document.text, outermost, article["quotes"])
                trusted.extend((d.score, r) for d, r in zip(outermost, right, strict=True))
    return scores, trusted


def calibration(trusted: list[tuple[float, bool]]) -> list[tuple[float, int, float]]:
    """Return (lower bound, count, share right) for each tenth of confidence that holds anything."""
    table = []
    for tenth in range(10):
        inside = [right for chance, right in trusted if tenth <= min(9.99, chance * 10) < tenth + 1]
        if inside:
            table.append((tenth / 10, len(inside), sum(inside) / len(inside)))
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    lines = options.quotes.read_text(encoding="utf-8").splitlines()[: options.limit]
    scores, trusted = measure([json.loads(line) for line in lines])
    for name, tally in scores.items():
        print(f"{name:8}", "  ".join(f"{key} {value:5.1f}" for key, value in tally.summary().items()))
    for low, count, share in calibration(trusted):
        print(f"confidence {low:.1f}  {count:5d} statements  {share:.2f} right")


if __name__ == "__main__":
    main()
