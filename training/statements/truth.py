"""What counts as right: a draft against the annotated attributions of its page."""

from __future__ import annotations

from typing import Any

from benchmarks.quote_scores import letters, same_source

from onrecord.statements.draft import Draft


def source_of(draft: Draft) -> list[list[int]]:
    """Return the source of a draft, or of the draft whose speaker it goes on with."""
    source = draft.voice()
    return [] if source is None else [[source[0].idx, source[-1].idx + len(source[-1])]]


def truths(text: str, drafts: list[Draft], quotes: list[dict[str, Any]]) -> list[bool]:
    """Return for each draft whether it is right: its words are an annotated content, or one sentence of a quoted one.

    Words agree from half of both together upward. The annotation joins quotations of one speaker that the record
    keeps apart; a draft that lies wholly within an annotated content of its own source is therefore right as well.
    """
    gold = [(letters(text, q["content"]), q) for q in quotes if q["content"]]
    own = [letters(text, d.spans) for d in drafts]
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
