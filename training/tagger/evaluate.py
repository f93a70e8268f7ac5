"""What the tagger finds in annotated articles, as lines for the quotation scorer.

`python -m training.tagger.evaluate ARTICLES.jsonl > found.jsonl`
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from onrecord.statements.tagger import AttributionTagger, TaggedPage
from training.tagger.shipped import paragraphs_of


def as_quotes(page: TaggedPage, text: str) -> list[dict[str, Any]]:
    """A page's attributions as the scorer's quotes; nested ones left out, since the gold leaves them out."""
    quotes = []
    for found in page.attributions:
        if found.nested:
            continue
        content = [[span.start, span.end] for span in found.content]
        quotes.append(
            {
                "content": content,
                "cue": [[found.cue.start, found.cue.end]] if found.cue else [],
                "source": [[found.source.start, found.source.end]] if found.source else [],
                "kind": kind_of(text, content),
                "score": round(found.score, 4),
            }
        )
    return quotes


def kind_of(text: str, content: list[list[int]]) -> str:
    """Direct where quotation marks enclose every span, mixed where there are any inside, else indirect."""
    marks = '"“”'
    if all(text[max(0, a - 2) : a].strip()[-1:] in marks and text[max(0, a - 2) : a].strip() for a, _ in content):
        return "direct"
    return "mixed" if any(mark in text[a:b] for a, b in content for mark in marks) else "indirect"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines()]
    tagger = AttributionTagger.load(options.model, threads=options.threads)
    started, busy = time.perf_counter(), time.process_time()
    pages = tagger.tag([(record["text"], paragraphs_of(record["text"])) for record in records])
    spent, busy = time.perf_counter() - started, time.process_time() - busy
    n_words = sum(len(page.words.start) for page in pages)
    print(
        f"{n_words} words in {spent:.1f} s, {busy:.1f} s of them on the processor: {n_words / busy:.0f} a second of it",
        file=sys.stderr,
    )
    for record, page in zip(records, pages, strict=True):
        line = {"id": record["id"], "text": record["text"], "quotes": as_quotes(page, record["text"])}
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
