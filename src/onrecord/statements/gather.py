"""Gathering: the drafts of all rules brought together, each statement once, and what holds what."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.statements.direct import direct
from onrecord.statements.draft import Draft, holders
from onrecord.statements.labels import labelled_headlines
from onrecord.statements.lexicon import word_list
from onrecord.statements.reported import reported
from onrecord.statements.turns import turns

_CLAUSES = frozenset({"that", "wh", "bare", "left", "inserted"})


def third_voices(drafts: list[Draft], cast: Cast | None) -> list[Draft]:
    """Drop the drafts within another's words, but for those that are a third voice.

    With a cast, a third voice needs a speaker whom the cast knows ("the images suggest" has none).
    """
    held = holders(drafts)
    return [d for d, holder in zip(drafts, held, strict=True) if holder is None or _another_voice(d, cast)]


def passed_on(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without those that say only that somebody else said something.

    In "The radio said Lund told Petrov that A and that B", A and B are Lund's words by way of the radio, and "Lund told
    Petrov that ..." is no third statement: the radio becomes the relay of both.
    """
    held = holders(drafts)
    inner: dict[int, list[Draft]] = {}
    for draft, holder in zip(drafts, held, strict=True):
        if holder is not None:
            inner.setdefault(holder, []).append(draft)
    relayed: set[int] = set()
    for i, within in inner.items():
        outer = drafts[i]
        told = [d for d in within if d.frame == "that" and d.source is not None and d.cue is not None]
        if outer.frame not in ("that", "bare") or outer.source is None or not told:
            continue
        first, last = told[0], told[-1]
        opens = first.source is not None and first.source.start_char - outer.start <= len("that ")
        if opens and all(d.cue is first.cue for d in told) and outer.end - last.end <= 1:
            relayed.add(i)
            for draft in told:
                draft.relays[:0] = [*outer.relays, outer.source]
    return [d for i, d in enumerate(drafts) if i not in relayed]


def found(document: Document) -> list[Draft]:
    """Return every draft that the rules find, in order: outermost ones, and all that stand within them."""
    spoken = turns(document)
    quoted = [d for d in direct(document) if d.source is not None or not any(_share(t, d) for t in spoken)]
    told = _without_relays(document, reported(document))
    told = _beside(document, quoted, told)
    told = _once(told)
    drafts = [*spoken, *quoted, *told]
    taken = {d.start for d in drafts}
    drafts.extend(d for d in labelled_headlines(document) if d.start not in taken)
    drafts.sort(key=lambda d: (d.start, -d.end))
    for draft in drafts:
        paragraph = document.paragraph_at(draft.start)
        draft.headline = paragraph is not None and paragraph.role in ("title", "standfirst")
    _follow(document, drafts)
    return [d for d in drafts if (d.source is not None or d.like is not None or d.quoted_as_such) and not is_deal(d)]


def is_deal(draft: Draft) -> bool:
    """Say whether a headline tells of a deal made by several ("Ministers agree to open the pass"): nobody's words."""
    many = draft.cue is not None and draft.cue.tag_ == "VBP"
    return draft.headline and draft.lemma == "agree" and draft.frame in ("i", "tagged") and many


def _another_voice(draft: Draft, cast: Cast | None) -> bool:
    """Say whether a draft within another's words may be a third voice that the page relays.

    What the speaker says of his own sayings, thoughts and wishes is part of the statement, not one of its own; so is
    what he says of anybody's thoughts and wishes.
    """
    if draft.act != "speech" or draft.source is None:
        return False
    if draft.quoted_as_such:
        return True
    if draft.frame == "a" and draft.cue is not None and any(c.lower_ == "what" for c in draft.cue.lefts):
        return True
    if draft.frame not in _RELAYED or draft.polarity == "declined":
        return False
    root = draft.source.root
    if len(draft.source) == 1 and root.pos_ == "PRON" and root.lower_ in _OWN:
        return bool(draft.hearers) and draft.frame in ("that", "bare") and root.lower_ in ("i", "we")
    if cast is not None and root.pos_ == "NOUN" and cast.head_actor(draft.source) is None:
        return False
    return root.pos_ in ("NOUN", "PROPN", "PRON") and root.lower_ not in _NOBODY


_RELAYED = frozenset({"that", "bare", "left", "inserted", "a", "o", "according", "as", "passive", "wh"})
_OWN = frozenset({"i", "we", "you", "one", "it", "this", "that", "they"})
_NOBODY = frozenset({"people", "everyone", "everybody", "nobody", "anyone", "somebody", "someone", "many", "some"})


def _share(one: Draft, other: Draft) -> bool:
    """Say whether two drafts have words in common."""
    return one.holds(other.start) or other.holds(one.start)


def _without_relays(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Give the drafts of a sentence that opens "According to X, Y said" the relay X, and drop X's own draft."""
    relays = {d.cue.sent.start: d for d in drafts if d.frame == "relay" and d.cue is not None}
    kept = []
    for draft in drafts:
        if draft.frame == "relay":
            continue
        relay = relays.get(draft.cue.sent.start) if draft.cue is not None else None
        if relay is not None and relay.source is not None and relay.holds(draft.start) and draft.source is not None:
            draft.relays.insert(0, relay.source)
        kept.append(draft)
    return kept


def _beside(document: Document, quoted: list[Draft], told: list[Draft]) -> list[Draft]:
    """Drop reported drafts that a quotation's attribution has used; lend theirs to quotations that lack one."""
    by_cue = {d.cue.i: d for d in quoted if d.cue is not None}
    starts = sorted((d.start, d.end, i) for i, d in enumerate(quoted))
    kept = []
    for draft in told:
        if draft.cue is not None and draft.cue.i in by_cue and not _apart(by_cue[draft.cue.i], draft):
            _lend(by_cue[draft.cue.i], draft)
            continue
        at = bisect_right(starts, (draft.end,)) - 1
        other = quoted[starts[at][2]] if at >= 0 else None
        if other is not None and draft.frame in _CLAUSES and draft.cue is not None and _covers(draft, other):
            outside = not other.holds(draft.cue.idx)
            if outside and other.source is None and draft.source is not None:
                other.cue, other.cue_start, other.cue_end = draft.cue, draft.cue_start, draft.cue_end
                other.source, other.lemma, other.frame = draft.source, draft.lemma, "direct"
                other.why.append(f"{draft.frame}:{draft.lemma}")
                _lend(other, draft)
            if outside:
                continue
        kept.append(draft)
    return kept


def _apart(quotation: Draft, draft: Draft) -> bool:
    """Say whether a cue's own clause is something else than the quotation that the cue also carries."""
    overlap = any(s < quotation.end and quotation.start < e for s, e in draft.spans)
    return not overlap and draft.frame in ("that", "wh")


def _lend(quotation: Draft, draft: Draft) -> None:
    """Pass a reported draft's hearers and source on to the quotation with the same cue."""
    if quotation.source is None:
        quotation.source = draft.source
    if not quotation.hearers:
        quotation.hearers = draft.hearers
    if not quotation.relays:
        quotation.relays = draft.relays


def _covers(draft: Draft, other: Draft) -> bool:
    """Say whether two drafts are mostly of the same words."""
    common = sum(max(0, min(e, f) - max(s, t)) for s, e in draft.spans for t, f in other.spans)
    return common > 0.5 * min(draft.size(), other.size()) and common > 0.3 * max(draft.size(), other.size())


def _once(drafts: list[Draft]) -> list[Draft]:
    """Drop drafts that say the same words again under a cue within the cue, and those that only others' words hold.

    "Refused to say whether ..." is one statement; "urged Chile to publish its results" has none of Chile's.
    """
    kept: list[Draft] = []
    by_start: dict[int, Draft] = {}
    cues = {d.cue.i: d for d in drafts if d.cue is not None}
    for draft in drafts:
        twin = by_start.get(draft.start)
        if twin is not None and abs(twin.end - draft.end) <= 2:
            continue
        if draft.cue is not None and _is_someone_elses(draft.cue, cues):
            continue
        by_start[draft.start] = draft
        kept.append(draft)
    return kept


def _is_someone_elses(cue: Token, cues: dict[int, Draft]) -> bool:
    """Say whether a cue is an infinitive within what another cue asks, wants, plans or refuses."""
    if cue.tag_ not in ("VB", "VBG"):
        return False
    token = cue
    for _ in range(4):
        if token.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
            return False
        token = token.head
        if token.i in cues and token.i != cue.i:
            outer = cues[token.i]
            return outer.frame in ("i", "p", "g", "o", "n", "a") and outer.holds(cue.idx)
    return False


def _follow(document: Document, drafts: list[Draft]) -> None:
    """Let quotations without attribution go on with the speaker before them, as far as the page allows it."""
    previous: Draft | None = None
    for draft in drafts:
        if draft.frame == "follows" and draft.source is None and draft.like is None and not draft.headline:
            draft.like = _leader(document, previous, draft)
            if draft.like is not None:
                draft.why.append("goes on with the speaker before")
            elif (subject := _subject_before(document, draft)) is not None:
                draft.source = document.doc[subject.left_edge.i : subject.i + 1]
                draft.why.append("subject of the sentence before")
        if previous is None or not (previous.holds(draft.start) or draft.holds(previous.start)):
            previous = draft if not draft.headline else previous


def _leader(document: Document, previous: Draft | None, draft: Draft) -> Draft | None:
    """Return the draft whose speaker a quotation without attribution goes on with: the last one, near enough."""
    if previous is None or previous.frame in ("turn", "asks"):
        return None
    here, there = document.paragraph_at(draft.start), document.paragraph_at(previous.start)
    if here is None or there is None:
        return None
    between = document.text[previous.end : draft.start]
    sentences = sum(between.count(stop) for stop in ".?!")
    if here.start == there.start:
        return previous if sentences <= 2 else None
    paragraphs = document.article.paragraphs
    place = next(i for i, p in enumerate(paragraphs) if p.start == here.start)
    if (
        place
        and paragraphs[place - 1].start == there.start
        and document.text[here.start : draft.start].strip(" \"“‘'") == ""
    ):
        return previous if sentences <= 2 else None
    return None


def _subject_before(document: Document, draft: Draft) -> Token | None:
    """Return the person who is the subject of the sentence right before a quotation, or None."""
    paragraph = document.paragraph_at(draft.start)
    if paragraph is None or draft.start - paragraph.start < 5:
        return None
    token = document.token_at(draft.start - 3)
    root = token.sent.root
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.idx < paragraph.start:
        return None
    if subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she") or subject.lower_ in word_list("hearer"):
        return subject
    return None
