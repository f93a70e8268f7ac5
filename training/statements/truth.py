"""What counts as right: a draft against the annotated attributions of its page."""

from __future__ import annotations

import re
from typing import Any

from onrecord.statements.draft import Draft

_CUT = re.compile(r"\b(of|in|for|from|at|on|with|to|who|which|that|whose|and|by|during|as)\b|[,;:(–—]")


def letters(text: str, spans: list[list[int]]) -> frozenset[int]:
    """Return the offsets of letters and digits within spans."""
    return frozenset(i for s, e in spans for i in range(max(0, s), min(e, len(text))) if text[i].isalnum())


def head(text: str, span: list[int]) -> tuple[int, int] | None:
    """Return a rough head of a noun phrase: the last word before its first comma, preposition or relative pronoun."""
    words = text[span[0] : span[1]]
    cut = next((m.start() for m in _CUT.finditer(words) if re.search(r"\w", words[: m.start()])), len(words))
    found = [m for m in re.finditer(r"\w+", words[:cut]) if m.group() != "s"]
    return (span[0] + found[-1].start(), span[0] + found[-1].end()) if found else None


def same_source(text: str, gold: list[list[int]], own: list[list[int]]) -> bool:
    """Say whether two sources have each other's head; both empty counts as the same."""
    if not gold or not own:
        return not gold and not own
    a, b = head(text, gold[0]), head(text, own[0])
    if a is None or b is None:
        return False
    ours, theirs = letters(text, own), letters(text, gold)
    return any(i in ours for i in range(*a)) and any(i in theirs for i in range(*b))


def source_of(draft: Draft) -> list[list[int]]:
    """Return the source of a draft, or of the draft whose speaker it goes on with."""
    seen = 0
    while draft.source is None and draft.like is not None and seen < 50:
        draft, seen = draft.like, seen + 1
    if draft.source is None:
        return []
    return [[draft.source[0].idx, draft.source[-1].idx + len(draft.source[-1])]]


def truths(text: str, drafts: list[Draft], quotes: list[dict[str, Any]]) -> list[bool]:
    """Return for each draft whether it is right: its words are an annotated content, or one sentence of a quoted one.

    Words agree from half of both together upward. The annotation joins quotations of one speaker that the record
    keeps apart; a draft that lies wholly within an annotated content of its own source is therefore right as well.
    """
    gold = [(letters(text, q["content"]), q) for q in quotes if q["content"]]
    own = [letters(text, [list(s) for s in d.spans]) for d in drafts]
    pairs = sorted(
        ((len(g & o) / len(g | o), i, j) for i, (g, _) in enumerate(gold) for j, o in enumerate(own) if g & o),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used_gold: set[int] = set()
    right = [False] * len(drafts)
    for share, i, j in pairs:
        agrees = same_source(text, gold[i][1].get("source") or [], source_of(drafts[j]))
        whole = bool(own[j]) and drafts[j].quoted_as_such and len(gold[i][0] & own[j]) >= 0.95 * len(own[j])
        if share >= 0.5 and i not in used_gold:
            used_gold.add(i)
            right[j] = right[j] or agrees
        elif whole:
            right[j] = right[j] or agrees
    return right
