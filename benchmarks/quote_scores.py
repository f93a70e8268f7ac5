"""Scores of quote attribution: contents and sources found against annotated ones, one to one.

An attribution here is a mapping `{"content": [[start, end], ...], "source": [[start, end]] or []}` of offsets.

- joint: contents match from half of both together upward (letters and digits), and each source has the other's head.
- content exact: the same letters and digits.
- indirect recall: share of annotated contents without quotation marks that are matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Attribution = Mapping[str, Any]
_CUT = re.compile(r"\b(of|in|for|from|at|on|with|to|who|which|that|whose|and|by|during|as)\b|[,;:(–—]")


def letters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Return the offsets of letters and digits within spans."""
    return frozenset(i for s, e in spans for i in range(max(0, s), min(e, len(text))) if text[i].isalnum())


def head(text: str, span: Sequence[int]) -> tuple[int, int] | None:
    """Return a rough head of a noun phrase: the last word before its first comma, preposition or relative pronoun."""
    words = text[span[0] : span[1]]
    cut = next((m.start() for m in _CUT.finditer(words) if re.search(r"\w", words[: m.start()])), len(words))
    found = [m for m in re.finditer(r"\w+", words[:cut]) if m.group() != "s"]
    return (span[0] + found[-1].start(), span[0] + found[-1].end()) if found else None


def same_source(text: str, gold: Sequence[Sequence[int]], own: Sequence[Sequence[int]]) -> bool:
    """Say whether two sources have each other's head; both empty counts as the same."""
    if not gold or not own:
        return not gold and not own
    a, b = head(text, gold[0]), head(text, own[0])
    if a is None or b is None:
        return False
    ours, theirs = letters(text, own), letters(text, gold)
    return any(i in ours for i in range(*a)) and any(i in theirs for i in range(*b))


def matched(gold: Sequence[frozenset[int]], own: Sequence[frozenset[int]]) -> list[tuple[int, int, float]]:
    """Match contents one to one, best first; return (gold, own, shared part of both together) from one half upward."""
    options = sorted(
        ((len(g & o) / len(g | o), i, j) for i, g in enumerate(gold) for j, o in enumerate(own) if g & o),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for share, i, j in options:
        if share >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j, share))
    return out


@dataclass(slots=True)
class Scores:
    """Counts over pages; `summary` gives them in points out of 100."""

    gold: int = 0
    own: int = 0
    content: int = 0
    exact: int = 0
    joint: int = 0
    indirect: int = 0
    indirect_gold: int = 0

    def add(self, text: str, gold: Sequence[Attribution], own: Sequence[Attribution]) -> None:
        """Count one page."""
        wanted = [g for g in gold if letters(text, g["content"])]
        got = [o for o in own if letters(text, o["content"])]
        pairs = matched([letters(text, g["content"]) for g in wanted], [letters(text, o["content"]) for o in got])
        self.gold += len(wanted)
        self.own += len(got)
        self.content += len(pairs)
        self.exact += sum(share == 1.0 for _, _, share in pairs)
        self.joint += sum(
            same_source(text, wanted[i].get("source") or [], got[j].get("source") or []) for i, j, _ in pairs
        )
        found = {i for i, _, _ in pairs}
        self.indirect += sum(g.get("kind") == "indirect" and i in found for i, g in enumerate(wanted))
        self.indirect_gold += sum(g.get("kind") == "indirect" for g in wanted)

    def summary(self) -> dict[str, float]:
        """Return F1 of joint, of content and of exact content, and the recall of indirect speech."""
        total = max(1, self.gold + self.own)
        return {
            "joint": 200 * self.joint / total,
            "content": 200 * self.content / total,
            "content exact": 200 * self.exact / total,
            "indirect recall": 100 * self.indirect / max(1, self.indirect_gold),
        }
