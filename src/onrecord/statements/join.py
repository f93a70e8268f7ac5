"""Joining: the rules' drafts and the tagger's attributions made into one list.

Rules decide what is structured: quotations, turns, labels, readouts' objects. The tagger weighs every draft that rules
found, mends edges where it is surer, and brings in what no rule has: cues that the lexicon lacks, and nouns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from spacy.tokens import Span, Token

from onrecord.language import Document
from onrecord.record import Act
from onrecord.statements.draft import Draft
from onrecord.statements.extent import trimmed
from onrecord.statements.grammar import phrase
from onrecord.statements.lexicon import cue_entries, lemma_of
from onrecord.statements.tagger import AttributionTagger, TaggedAttribution, TaggedPage
from onrecord.statements.weigh import Evidence, agreement, chance, evidence_of

SETTLED = frozenset({"turn", "asks", "direct", "direct-before", "signed", "label", "noun", "lead-in", "continued"})
"""Frames that the layout or the marks decide; the tagger lends them confidence and takes none of them away."""


LEAST = 0.35
LEAST_ADDED = 0.35
"""The chances that gave the best joint F1 on the tuning articles; near half of it, as theory has it."""


@cache
def tagger() -> AttributionTagger:
    """Return the tagger that ships with the package, loaded once."""
    return AttributionTagger.load()


def tag(document: Document) -> TaggedPage:
    """Return what the tagger says of a page."""
    paragraphs = [(p.start, p.end) for p in document.article.paragraphs]
    (page,) = tagger().tag([(document.text, paragraphs)])
    return page


def weighed(drafts: list[Draft], page: TaggedPage) -> list[tuple[Draft, Evidence, list[TaggedAttribution]]]:
    """Return each draft with the tagger's evidence, its score set by it, and the attributions that share its words."""
    starts = [a.content[0].start for a in page.attributions]
    furthest: list[int] = []
    for attribution in page.attributions:
        furthest.append(max(attribution.content[-1].end, furthest[-1] if furthest else 0))
    result = []
    for draft in drafts:
        stop = bisect_left(starts, draft.end)
        first = bisect_right(furthest, draft.start)
        near = [a for a in page.attributions[first:stop] if agreement(draft, a) > 0]
        evidence = evidence_of(draft, page, near)
        draft.score = chance(draft, evidence)
        result.append((draft, evidence, near))
    return result


def joined(
    document: Document,
    drafts: list[Draft],
    page: TaggedPage,
    least: float = LEAST,
    least_added: float = LEAST_ADDED,
) -> list[Draft]:
    """Return the drafts that hold, and those that only the tagger finds.

    Args:
        drafts: the rules' drafts in order, outermost and nested.
        page: what the tagger says of the page.
        least: the chance below which a draft that syntax alone found is dropped.
        least_added: the chance below which an attribution that no rule found is left out.
    """
    claimed: set[int] = set()
    kept = []
    for draft, _, near in weighed(drafts, page):
        claimed.update(id(a) for a in near if agreement(draft, a) >= 0.3)
        if draft.frame in SETTLED or draft.frame == "follows" or draft.score >= least:
            kept.append(draft)
    cues = {d.cue.i for d in kept if d.cue is not None}
    for attribution in page.attributions:
        if attribution.nested or id(attribution) in claimed or attribution.score < least_added:
            continue
        added = drafted(document, attribution)
        if added is None or _held(added, kept) or (added.cue is not None and added.cue.i in cues):
            continue
        kept.append(added)
    kept.sort(key=lambda d: (d.start, -d.end))
    return kept


def _held(draft: Draft, others: list[Draft]) -> bool:
    """Say whether a draft lies within the words of another; the tagger has nothing to say on third voices."""
    return any(o.start <= draft.start and draft.end <= o.end for o in others)


def drafted(document: Document, attribution: TaggedAttribution) -> Draft | None:
    """Return the draft of an attribution that no rule found; None without a source or words."""
    if attribution.cue is None or attribution.source is None:
        return None
    spans = [trimmed(document.text, s.start, s.end) for s in attribution.content]
    extents = [s for s in spans if s is not None]
    tokens = document.tokens(attribution.cue.start, attribution.cue.end)
    if not extents or not len(tokens):
        return None
    cue = next((t for t in reversed(tokens) if t.pos_ == "VERB"), tokens[-1])
    lemma = lemma_of(cue)
    return Draft(
        spans=extents, frame="tagged", cue=cue, cue_start=attribution.cue.start, cue_end=attribution.cue.end,
        lemma=lemma, act=_act(lemma), source=_phrase(document, attribution.source.start, attribution.source.end),
        score=attribution.score, why=["tagger"],
    )  # fmt: skip


def _phrase(document: Document, start: int, end: int) -> Span:
    """Return the noun phrase of a tagged source, cut as every other speaker's phrase is."""
    span = document.tokens(start, end)
    root: Token = span.root
    own = phrase(root)
    return document.doc[max(span.start, own.start) : max(root.i + 1, min(span.end, own.end))]


def _act(lemma: str) -> Act:
    """Return the act of a cue: the lexicon's, and thought for an attitude that the lexicon does not know as speech."""
    entries = cue_entries().get(lemma, ())
    return entries[0].act if entries else "thought"
