"""Weighing: how likely a draft is right, from the rule that found it and from the trained tagger's evidence.

A logistic model over a few dozen features, fitted by `training/statements`; its weights are a readable table.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.statements.draft import Draft
from onrecord.statements.grammar import is_negated
from onrecord.statements.tagger import TaggedAttribution, TaggedPage


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the tagger says about one draft.

    `cue`, `content` and `source` are mean chances over the draft's words. `best` is the attribution that shares most of
    them, `overlap` by how much the two agree, 0 to 1, and `source_agrees` whether it names the same speaker.
    """

    cue: float = 0.0
    content: float = 0.0
    source: float = 0.0
    overlap: float = 0.0
    source_agrees: bool = False
    best: TaggedAttribution | None = None


def agreement(draft: Draft, attribution: TaggedAttribution) -> float:
    """Return the shared part of a draft's words and an attribution's, as a share of both together, 0 to 1."""
    common = sum(max(0, min(e, c.end) - max(s, c.start)) for s, e in draft.spans for c in attribution.content)
    whole = draft.size() + sum(c.end - c.start for c in attribution.content) - common
    return common / whole if whole else 0.0


def evidence_of(draft: Draft, page: TaggedPage, near: list[TaggedAttribution]) -> Evidence:
    """Return the tagger's evidence for a draft; `near` are the attributions that share words with it."""
    content = [page.words.over(s, e)[1] for s, e in draft.spans]
    cue = page.words.over(draft.cue_start, draft.cue_end)[0] if draft.cue_start >= 0 else 0.0
    source = 0.0
    if draft.source is not None:
        source = page.words.over(draft.source[0].idx, draft.source[-1].idx + len(draft.source[-1]))[2]
    best = max(near, key=lambda a: agreement(draft, a), default=None)
    overlap = agreement(draft, best) if best is not None else 0.0
    agrees = best is not None and names_same(draft, best)
    return Evidence(
        cue=cue, content=sum(content) / len(content), source=source, overlap=overlap, source_agrees=agrees, best=best,
    )  # fmt: skip


def names_same(draft: Draft, attribution: TaggedAttribution) -> bool:
    """Say whether the head of a draft's speaker lies within an attribution's source."""
    voice = draft.voice()
    if voice is None or attribution.source is None:
        return False
    return attribution.source.start <= voice.root.idx < attribution.source.end


def prior_features(draft: Draft) -> dict[str, float]:
    """Return the features of a draft that need no tagger: its rule, its cue, its speaker's phrase."""
    found: dict[str, float] = {"bias": 1.0, f"frame={draft.frame}": 1.0, f"act={draft.act}": 1.0}
    source = draft.source.root if draft.source is not None else None
    kind = "none" if source is None else source.ent_type_ or source.pos_
    found[f"source={kind}"] = 1.0
    if draft.cue is not None:
        found[f"cue={draft.cue.tag_}"] = 1.0
        found[f"dep={draft.cue.dep_}"] = 1.0
        if is_negated(draft.cue):
            found["negated"] = 1.0
    found["long"] = math.log1p(draft.size()) / 5
    if draft.headline:
        found["headline"] = 1.0
    if draft.lemma:
        found[f"lemma={draft.lemma}"] = 1.0
        found[f"lemma={draft.lemma}|{draft.frame}"] = 1.0
    return found


def features(draft: Draft, evidence: Evidence, prior: float) -> dict[str, float]:
    """Return a draft's features by name; `prior` is the log-odds that it is right without the tagger."""
    found: dict[str, float] = {"bias": 1.0, f"frame={draft.frame}": 1.0, "prior": prior}
    found["long"] = math.log1p(draft.size()) / 5
    found.update({
        "t.cue": evidence.cue, "t.content": evidence.content, "t.source": evidence.source,
        "t.overlap": evidence.overlap, "t.agrees": float(evidence.source_agrees),
        "t.none": float(evidence.best is None),
        "t.score": evidence.best.score if evidence.best is not None else 0.0,
        f"t.content|{draft.frame}": evidence.content, f"t.overlap|{draft.frame}": evidence.overlap,
    })  # fmt: skip
    return found


@cache
def weights(name: str) -> dict[str, float]:
    """Return the weights of a model by feature: `prior` knows the rules alone, `joined` the tagger's evidence too."""
    path = files("onrecord") / "models" / "statements" / "weights.json"
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table[name]


def prior_of(draft: Draft) -> float:
    """Return the log-odds that a draft is right, by its rule, its cue and its speaker's phrase alone."""
    return weighted(prior_features(draft), weights("prior"))


def prior_chance(draft: Draft) -> float:
    """Return how likely a draft is right without the tagger, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-prior_of(draft)))


def weighted(values: dict[str, float], table: dict[str, float]) -> float:
    """Return the log-odds that a table of weights gives to features; a feature it does not know counts nothing."""
    return max(-30.0, min(30.0, sum(table.get(name, 0.0) * value for name, value in values.items())))


def chance(draft: Draft, evidence: Evidence) -> float:
    """Return how likely a draft is right in words and speaker, 0 to 1, as fitted on the tuning articles."""
    return 1.0 / (1.0 + math.exp(-weighted(features(draft, evidence, prior_of(draft)), weights("joined"))))
