"""Joining: the rules' drafts and the tagger's attributions made into one list.

Rules decide what is structured: quotations, turns, labels, readouts' objects. The tagger weighs every draft that rules
found, mends edges where it is surer, and brings in what no rule has: cues that the lexicon lacks, and nouns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from threading import Lock

from spacy.tokens import Span, Token

from onrecord.language import Document
from onrecord.record import Act, Article
from onrecord.statements.draft import Draft, holders
from onrecord.statements.extent import trimmed
from onrecord.statements.gather import is_deal
from onrecord.statements.grammar import agent, is_passive, phrase
from onrecord.statements.lexicon import cue_entries, lemma_of, word_list
from onrecord.statements.tagger import AttributionTagger, TaggedAttribution, TaggedPage, TaggedSpan
from onrecord.statements.unsaid import changes_amount, says_nothing, unsaid
from onrecord.statements.weigh import Evidence, agreement, chance, evidence_of, prior_chance

SETTLED = frozenset(
    {"turn", "asks", "direct", "direct-before", "signed", "label", "noun", "lead-in", "continued", "follows"}
)
"""Frames that the layout or the marks decide; the tagger lends them confidence and takes none of them away."""


LEAST = 0.4
"""The chance that an object or an infinitive needs: what half the verbs of the lexicon take without any speech."""
LEAST_STRUCTURED = 0.2
"""The chance that a clause needs, or an object with its predicate, hearer or charge: their syntax says more."""
LEAST_MARKED = 0.1
"""The chance that a clause needs which commas set off from its cue (", the ministry has announced"): hardly any."""
LEAST_ADDED = 0.35
"""The chance that an attribution needs which no rule found.

All three gave the best joint F1 on the tuning articles within 0.3 points; of those the ones were taken that lose no
statement on own-written readouts and agency reports, which those articles do not have.
"""
LEAST_VOICE = 0.7
"""The score from which the tagger says whose a quotation is, where the rules name another or nobody.

On the tuning articles .6, .7 and .8 gain the same half point of joint F1; of some twenty speakers that changed, all but
two were right.
"""
_MARKED = frozenset({"left", "inserted"})
_QUOTED = frozenset({"direct", "direct-before", "follows"})
_LOOSE = frozenset({"n", "i", "g", "passive"})


_loading = Lock()


def tagger() -> AttributionTagger:
    """Return the tagger that ships with the package, loaded once however many threads ask for it."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> AttributionTagger:
    return AttributionTagger.load()


def tag(article: Article) -> TaggedPage:
    """Return what the tagger says of a page."""
    paragraphs = [(p.start, p.end) for p in article.paragraphs]
    (page,) = tagger().tag([(article.text, paragraphs)])
    return page


def evidence(drafts: list[Draft], page: TaggedPage) -> Iterator[tuple[Draft, Evidence, list[TaggedAttribution]]]:
    """Yield each draft with the tagger's evidence for it and the attributions that share its words."""
    starts = [a.content[0].start for a in page.attributions]
    furthest: list[int] = []
    for attribution in page.attributions:
        furthest.append(max(attribution.content[-1].end, furthest[-1] if furthest else 0))
    for draft in drafts:
        stop = bisect_left(starts, draft.end)
        first = bisect_right(furthest, draft.start)
        near = [a for a in page.attributions[first:stop] if agreement(draft, a) > 0]
        yield draft, evidence_of(draft, page, near), near


def joined(
    document: Document,
    drafts: list[Draft],
    page: TaggedPage,
    least: float = LEAST,
    least_structured: float = LEAST_STRUCTURED,
    least_added: float = LEAST_ADDED,
) -> list[Draft]:
    """Return the drafts that hold, and those that only the tagger finds.

    Args:
        drafts: the rules' drafts in order, outermost and nested.
        page: what the tagger says of the page.
        least, least_structured: the chances below which a draft that syntax alone found is dropped.
        least_added: the chance below which an attribution that no rule found is left out.
    """
    claimed: set[int] = set()
    kept = []
    held = {id(d) for d, holder in zip(drafts, holders(drafts), strict=True) if holder is not None}
    for draft, item, near in evidence(drafts, page):
        # The articles that the tagger learnt from have no voices within voices: what it misses there says nothing.
        within = id(draft) in held or bool(draft.relays)
        draft.score = max(chance(draft, item), prior_chance(draft) if within else 0.0)
        claimed.update(id(a) for a in near if agreement(draft, a) >= 0.3)
        if draft.frame in _QUOTED:
            _take_voice(document, draft, item)
        if draft.frame in SETTLED or draft.score >= _least(draft, least, least_structured):
            kept.append(draft)
    cues = {d.cue.i for d in kept if d.cue is not None}
    for attribution in page.attributions:
        if attribution.nested or id(attribution) in claimed or attribution.score < least_added:
            continue
        added = drafted(document, attribution)
        if added is not None:
            paragraph = document.paragraph_at(added.start)
            added.headline = paragraph is not None and paragraph.role in ("title", "standfirst")
        if added is None or is_deal(added) or _held(added, kept) or (added.cue is not None and added.cue.i in cues):
            continue
        kept.append(added)
    kept.sort(key=lambda d: (d.start, -d.end))
    return kept


def _least(draft: Draft, least: float, least_structured: float) -> float:
    """Return the chance that a draft needs by its frame."""
    if draft.frame in _MARKED:
        return min(LEAST_MARKED, least_structured)
    return least if _is_loose(draft) else least_structured


def _take_voice(document: Document, draft: Draft, evidence: Evidence) -> None:
    """Give a quotation the tagger's source where that is sure and the rules name somebody else or nobody."""
    best = evidence.best
    if best is None or best.source is None or best.score < LEAST_VOICE or evidence.overlap < 0.5:
        return
    voice = draft.voice()
    if voice is not None and _overlap(voice.root, best.source):  # a part of the same name with its apposition
        return
    draft.source, draft.like = _phrase(document, best.source.start, best.source.end), None
    draft.why.append("speaker by the tagger")


def _overlap(head: Token, source: TaggedSpan) -> bool:
    """Say whether a tagged source has words of the phrase that hangs on a head."""
    return source.start < head.right_edge.idx + len(head.right_edge) and head.left_edge.idx < source.end


def _is_loose(draft: Draft) -> bool:
    """Say whether a draft is a mere object or infinitive of a verb that is not one of the set phrases of diplomacy."""
    return draft.frame in _LOOSE and draft.lemma not in word_list("readout-verb")


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
    if unsaid(cue) or changes_amount(cue) or (says_nothing(cue) and lemma in cue_entries()):
        return None
    words = document.tokens(extents[0][0], extents[-1][1])
    if len(words) == 1 and words[0].pos_ in ("PRON", "DET"):  # "disputes that": the words stand elsewhere
        return None
    if cue.tag_ == "VBN" and cue.dep_ == "advcl" and agent(cue) is None:  # "Asked whether ..., she laughed"
        return None
    if cue.dep_ == "neg":  # "has been careful not to help": what somebody leaves undone, not what he says
        return None
    if words[0].lower_ == "not" and cue.pos_ == "ADJ":  # "has been careful not to help": as above
        return None
    if any(t.lemma_ in ("appear", "seem") for t in tokens):  # "videos appear to show": nobody's word for it
        return None
    if is_passive(cue) and agent(cue) is None:  # "Lund is expected to go": whoever expects it, it is not Lund
        return None
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
