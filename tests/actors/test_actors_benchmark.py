"""Who is who on own-written sentences: metonyms, ambiguous names, counterparts, offices by date, people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.actors import Cast, read_actors
from onrecord.language import load_pipeline, parse
from onrecord.notes import Notes
from onrecord.page.given import read_given

HERE = Path(__file__).resolve().parent
FLOORS = {"metonym": 0.98, "ambiguous": 0.97, "counterpart": 0.97, "office by date": 0.97, "people": 0.98}


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    date: str
    text: str
    checks: tuple[str, ...]


def cases() -> Iterator[Case]:
    lines = (HERE / "benchmark.tsv").read_text(encoding="utf-8").splitlines()
    for line in [x for x in lines if not x.startswith("#")][1:]:
        kind, date, text, checks = line.split("\t")
        yield Case(kind, date, text.replace("\\n", "\n"), tuple(checks.split(" ; ")))


def place(text: str, wanted: str) -> tuple[int, int]:
    """Return where the n-th whole-word occurrence of `wanted` stands ("he#2" is the second)."""
    words, _, nth = wanted.partition("#") if re.search(r"#\d$", wanted) else (wanted, "", "")
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return found[int(nth or 1) - 1]


def actor(cast: Cast, text: str, wanted: str) -> str | None:
    """Return the actor that a stretch of the text stands for, or that has this name."""
    try:
        start, end = place(text, wanted)
    except IndexError:
        return next((p.id for p in cast if p.name == wanted), None)
    exact = cast.exactly(start, end)
    if exact is not None:
        return exact
    # A title may be part of a longer mention of the same actor ("Prime Minister" of "Prime Minister Sund").
    return cast.covering(end - 1) if cast.covering(start) == cast.covering(end - 1) else None


def holds(check: str, text: str, cast: Cast) -> bool:
    """Return whether a check holds for the cast of a text."""
    if check.endswith(" ?"):
        start, end = place(text, check[:-2])
        return cast.exactly(start, end) is None
    one, operator, other = re.split(r" (=|!=|:|%|/|#|@|>|!>) ", check, maxsplit=1)
    id = actor(cast, text, one)
    if operator == "@":
        start, end = place(text, one)
        return cast.exactly(start, end) is None and any((p.start, p.country) == (start, other) for p in cast.places)
    if operator == "!=":
        against = actor(cast, text, other)
        return id is not None and against is not None and id != against
    if operator == "!>":
        return id is None or cast[id].name != other
    if id is None:
        return False
    part = cast[id]
    return {
        "=": lambda: id == actor(cast, text, other) or part.name == other,
        ":": lambda: str(part.country) == other,
        "%": lambda: other in part.sectors,
        "/": lambda: other.lower() in (part.office or "").lower(),
        "#": lambda: part.kind == other,
        ">": lambda: part.name == other,
    }[operator]()


def score() -> tuple[Counter[str], Counter[str], list[str]]:
    """Return checks held and checks made by kind, and the checks that failed."""
    nlp = load_pipeline()
    held: Counter[str] = Counter()
    made: Counter[str] = Counter()
    failed = []
    all_cases = list(cases())
    documents = parse((read_given(c.text, published=c.date) for c in all_cases), nlp)
    for case, document in zip(all_cases, documents, strict=True):
        cast = read_actors(document, Notes())
        for check in case.checks:
            made[case.kind] += 1
            if holds(check, case.text, cast):
                held[case.kind] += 1
            else:
                failed.append(f"{case.kind}: {case.text!r}: {check}")
    return held, made, failed


@pytest.fixture(scope="module")
def scored() -> tuple[Counter[str], Counter[str], list[str]]:
    return score()


def test_benchmark_has_enough_sentences() -> None:
    assert len(list(cases())) >= 150


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_benchmark_score_does_not_fall(
    kind: str, floor: float, scored: tuple[Counter[str], Counter[str], list[str]]
) -> None:
    held, made, failed = scored
    assert held[kind] / made[kind] >= floor, "\n".join(f for f in failed if f.startswith(kind))
