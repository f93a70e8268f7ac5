"""A comparison as JSON."""

from __future__ import annotations

import json
from typing import Any

from onrecord.comparing.comparison import Comparison, Pair
from onrecord.record import Span


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON values.

    Two accounts give one object with `accounts`, `meeting`, `both`, `only_first`, `only_second`, `conflicts`, `terms`
    and `framing`; three or more give `accounts` and `pairs`, a list of such objects with `first_account` and
    `second_account` as indices.
    """
    accounts = [
        {"name": a.name, "title": a.title, "publisher": a.publisher, "published": a.published, "words": a.words}
        for a in comparison.accounts
    ]
    if len(comparison.pairs) == 1:
        return {"accounts": accounts, **_pair(comparison.pairs[0])}
    pairs = [{"first_account": p.first, "second_account": p.second, **_pair(p)} for p in comparison.pairs]
    return {"accounts": accounts, "pairs": pairs}


def render_json(comparison: Comparison) -> str:
    """Return a comparison as JSON text."""
    return json.dumps(as_json(comparison), ensure_ascii=False, indent=1)


def _pair(pair: Pair) -> dict[str, Any]:
    met = pair.meeting
    return {
        "kind": pair.kind,
        "meeting": {
            "participants": list(met.participants), "dates": list(met.dates), "channels": list(met.channels),
            "same": met.same, "reason": met.reason,
        },
        "both": [
            {"first": _span(s.first), "second": _span(s.second), "topic": s.topic, "strength": list(s.strength)}
            for s in pair.both
        ],
        "only_first": [{**_span(s.span), "topic": s.topic, "strength": s.strength} for s in pair.only_first],
        "only_second": [{**_span(s.span), "topic": s.topic, "strength": s.strength} for s in pair.only_second],
        "conflicts": [
            {"first": _span(c.first), "second": _span(c.second), "about": c.about, "kind": c.kind}
            for c in pair.conflicts
        ],
        "terms": [{"first": _span(n.first), "second": _span(n.second)} for n in pair.terms],
        "framing": [{"subjects": f.subjects, "order": list(f.order)} for f in pair.framing],
    }  # fmt: skip


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
