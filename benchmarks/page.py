"""Measures the page room on real news pages against trafilatura: words of the text, titles, dates.

    python benchmarks/page.py PAGES_DIR [--show]

PAGES_DIR holds HTML files and `index.jsonl`, whose lines name a `file` and what is known of it: `url`, `title`, `date`,
`body`, `expected_with` and `expected_without` (passages that belong in the text, and that do not). Text F1 is over the
bag of words of title-less body text, averaged over pages.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

from onrecord.errors import OnrecordError
from onrecord.page import read_page

_WORD = re.compile(r"\w+")


@dataclass
class Found:
    """What a reader says of a page."""

    text: str = ""
    shown: str = ""
    title: str | None = None
    published: str | None = None
    modified: str | None = None


@dataclass
class Score:
    """Sums over pages of one reader."""

    f1: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    passages: list[bool] = field(default_factory=list)
    seconds: float = 0.0


def ours(data: bytes, url: str) -> Found:
    """Read a page with this package; captions and title are not counted as body."""
    article = read_page(data, url=url).article
    roles = ("body", "heading", "standfirst", "dateline")
    body = [article.text[p.start : p.end] for p in article.paragraphs if p.role in roles]
    return Found("\n".join(body), article.text, article.title, article.published, article.modified)


def peer(data: bytes, url: str) -> Found:
    """Read a page with trafilatura alone."""
    found = trafilatura.bare_extraction(data, url=url, favor_precision=True, include_comments=False, with_metadata=True)
    if found is None:
        return Found()
    told = found if isinstance(found, dict) else found.as_dict()
    return Found(told.get("text") or "", told.get("text") or "", told.get("title"), told.get("date"))


def overlap(want: str, got: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of one text's words against another's."""
    a, b = Counter(_WORD.findall(want.lower())), Counter(_WORD.findall(got.lower()))
    common = sum((a & b).values())
    if not common:
        return 0.0, 0.0, 0.0
    p, r = common / sum(b.values()), common / sum(a.values())
    return p, r, 2 * p * r / (p + r)


def bare(text: str | None) -> str:
    """Return a text's words alone."""
    return " ".join(_WORD.findall((text or "").lower()))


def passages(value: Any) -> list[str]:
    """Return a list that the index may hold as a string."""
    return ast.literal_eval(value) if isinstance(value, str) else list(value or ())


def measure(pages: Path, read: Callable[[bytes, str], Found], show: bool) -> Score:
    """Score one reader over all pages of the index."""
    score = Score()
    for line in (pages / "index.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        began = time.perf_counter()
        try:
            found = read((pages / page["file"]).read_bytes(), page["url"])
        except OnrecordError as error:
            print(f"  {page['file']}: {error}")
            found = Found()
        score.seconds += time.perf_counter() - began
        if page.get("body"):
            p, r, f = overlap(page["body"], found.text)
            score.precision.append(p), score.recall.append(r), score.f1.append(f)
            if show:
                print(f"  {page['file']:44} P {p:.3f} R {r:.3f} F1 {f:.3f}")
        if page.get("title"):
            score.titles.append(bare(page["title"]) == bare(found.title))
            if show and not score.titles[-1]:
                print(f"  {page['file']}: title {page['title']!r}, got {found.title!r}")
        if page.get("date"):
            score.dates.append((found.published or "").startswith(page["date"]))
            if show and not score.dates[-1]:
                print(f"  {page['file']}: date {page['date']}, got {found.published} {found.modified}")
        text = " ".join(found.shown.split())
        for key, wanted in (("expected_with", True), ("expected_without", False)):
            for passage in passages(page.get(key)):
                score.passages.append((" ".join(passage.split()) in text) == wanted)
                if show and not score.passages[-1]:
                    print(f"  {page['file']}: {key} {passage!r}")
    return score


def main() -> None:
    """Print the scores of both readers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pages", type=Path)
    options.add_argument("--show", action="store_true", help="print every page and every fault")
    asked = options.parse_args()
    for name, read in (("onrecord", ours), ("trafilatura", peer)):
        s = measure(asked.pages, read, asked.show)
        mean = [sum(v) / max(1, len(v)) for v in (s.f1, s.precision, s.recall, s.titles, s.dates, s.passages)]
        text = f"text F1 {mean[0]:.4f} (P {mean[1]:.3f} R {mean[2]:.3f}, {len(s.f1)} pages)"
        shares = f"titles {mean[3]:.3f} of {len(s.titles)}  dates {mean[4]:.3f} of {len(s.dates)}"
        print(f"{name:12} {text}  {shares}  passages {mean[5]:.3f} of {len(s.passages)}  {s.seconds:.1f} s")


if __name__ == "__main__":
    main()
