"""Speed of the whole record beside the parser it stands on, in one run.

    python benchmarks/speed.py [PAGES.jsonl] [--rounds 3] [--words 60000]

PAGES.jsonl holds lines {"id", "text", "published"?}; without it the pages of `examples/` are read over and over. Each
round times, over the same text and one after the other, the stock spaCy pipeline alone and the whole reader, so that a
noisy machine is noisy for both; what is reported is the median of the rounds' ratios. Stages are timed by wrapping the
functions that `reader.put_on_record` calls.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord import reader as reader_module
from onrecord.page import read_page
from onrecord.reader import BATCH, Reader

EXAMPLES = Path(__file__).parents[1] / "examples"
STAGES = (
    "read_times", "read_actors", "read_statements", "settle_speech_pronouns", "read_events", "settle_event_anchors",
    "read_readings",
)  # fmt: skip


def pages_from(path: Path | None, words: int) -> list[dict[str, Any]]:
    """Return pages of about that many words in all."""
    if path is None:
        articles = [read_page(p.read_bytes()).article for p in sorted(EXAMPLES.rglob("*.txt"))]
        found = [{"id": str(n), "text": a.text, "published": a.published} for n, a in enumerate(articles)]
    else:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [
            {"id": d["id"], "text": d["text"], "published": d.get("published") or d.get("dct") or d.get("date")}
            for d in lines
        ]
    pages: list[dict[str, Any]] = []
    held = 0
    while held < words:
        for page in found:
            pages.append(page)
            held += len(page["text"].split())
            if held >= words:
                break
    return pages


def time_stages(spent: dict[str, float]) -> None:
    """Wrap each stage of the pipeline so that it adds its seconds to `spent`."""

    def wrapped(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return stage(*args, **kwargs)
            finally:
                spent[name] += time.perf_counter() - start

        return timed

    for name in STAGES:
        setattr(reader_module, name, wrapped(name, getattr(reader_module, name)))


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=60_000)
    given = parser.parse_args()

    pages = pages_from(given.pages, given.words)
    words = sum(len(p["text"].split()) for p in pages)
    whole = Reader()
    stock = whole._nlp
    paragraphs = [block for page in pages for block in page["text"].split("\n") if block.strip()]
    list(whole.read_many(pages[:BATCH]))  # warm caches and tables before the clock runs

    ratios, rates, spent = [], [], defaultdict(float)
    time_stages(spent)
    for _ in range(given.rounds):
        start = time.perf_counter()
        for _doc in stock.pipe(paragraphs):
            pass
        baseline = time.perf_counter() - start
        start = time.perf_counter()
        for _record in whole.read_many(pages):
            pass
        taken = time.perf_counter() - start
        ratios.append(taken / baseline)
        rates.append((words / baseline, words / taken))
    print(f"{words} words in {len(pages)} pages, {given.rounds} rounds")
    print(f"stock pipeline   {statistics.median(r[0] for r in rates):8.0f} words/s")
    print(f"whole record     {statistics.median(r[1] for r in rates):8.0f} words/s")
    print(f"ratio            {statistics.median(ratios):8.2f}  (rounds: {', '.join(f'{r:.2f}' for r in ratios)})")
    for name in STAGES:
        print(f"  {name:24} {1000 * spent[name] / given.rounds / words * 1000:8.1f} ms per 1,000 words")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
