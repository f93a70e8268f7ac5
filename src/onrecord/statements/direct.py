"""Direct speech: which quotations are statements of their own, and which words around them say whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.language import Document
from onrecord.quotation import Quotation
from onrecord.record import Paragraph
from onrecord.statements.draft import Draft
from onrecord.statements.extent import trimmed
from onrecord.statements.grammar import own_subject, phrase
from onrecord.statements.lexicon import CueEntry, lemma_of, lookup, word_list
from onrecord.statements.make import cue_extent
from onrecord.statements.relays import quotes_somebody, quoting_of, relays_of
from onrecord.statements.reported import source_of

_DASHES = ("-", "--", "–", "—", "―")
_STOPS = frozenset({".", "?", "!", "…"})
_REACH = 40
"""Tokens looked through for a cue before or after a quotation; a longer stretch has a statement of its own."""


@dataclass(slots=True)
class _Reading:
    """What is known of the page's quotations while they are read in order."""

    document: Document
    drafts: list[Draft]
    waiting: list[Draft]
    last: Draft | None = None


@dataclass(frozen=True, slots=True)
class _Attribution:
    """The words that say whose a quotation is."""

    cue: Token | None
    source: Span | None
    hearer: Token | None = None
    frame: str = "direct"


def direct(document: Document) -> list[Draft]:
    """Return a draft for each quotation that is a statement of its own, in order.

    A quotation without words of attribution goes on with the speaker of the one before it, when nothing but the
    reporter's own sentence stands between them, or with that of the paragraphs that it continues.
    """
    reading = _Reading(document, [], [])
    by_paragraph: dict[int, list[Quotation]] = {}
    for quotation in document.quotations:
        paragraph = document.paragraph_at(quotation.start)
        if paragraph is not None:
            by_paragraph.setdefault(paragraph.start, []).append(quotation)
    for paragraph in document.article.paragraphs:
        found = by_paragraph.get(paragraph.start, [])
        outer = [q for q in found if q.depth == 0]
        _read_paragraph(reading, paragraph, outer)
        for quotation in found:
            if quotation.depth == 1:
                _read_inner(reading, quotation, next(q for q in outer if q.start <= quotation.start < q.end))
    return reading.drafts


def _read_paragraph(reading: _Reading, paragraph: Paragraph, quotations: Sequence[Quotation]) -> None:
    """Read the quotations of one paragraph."""
    document, text = reading.document, reading.document.text
    previous: Quotation | None = None
    previous_draft: Draft | None = None
    for i, quotation in enumerate(quotations):
        lower = previous.end if previous is not None else paragraph.start
        upper = quotations[i + 1].start if i + 1 < len(quotations) else paragraph.end
        before = text[lower : quotation.start]
        attribution, resumes = None, False
        if previous_draft is not None and _resumes(document, previous_draft, lower, quotation):
            resumes = True
        else:
            attribution = _after(document, quotation, upper) or _before(document, quotation, lower)
            if attribution is None and not _stands_alone(text, paragraph, quotation, before):
                continue
        extent = trimmed_words(text, quotation)
        if extent is None:
            continue
        if resumes and previous_draft is not None:
            previous_draft.spans.append(extent)
            previous = quotation
            continue
        draft = Draft(spans=[extent], frame="direct", quoted_as_such=True, why=["quoted"])
        _attribute(reading, draft, quotation, attribution, paragraph, before)
        lead = _lead(document, draft, lower, quotation)
        if lead is not None:
            draft.spans.insert(0, lead)
            draft.quoted_as_such = False
        reading.drafts.append(draft)
        reading.last = previous_draft = draft
        previous = quotation


def _attribute(
    reading: _Reading, draft: Draft, quotation: Quotation, found: _Attribution | None, paragraph: Paragraph, before: str
) -> None:
    """Give a quotation its cue and source, or the draft whose speaker goes on speaking."""
    if found is not None:
        draft.source, draft.frame = found.source, found.frame
        if found.cue is not None:
            entry = lookup(found.cue, "c") or lookup(found.cue, "q") or lookup(found.cue, "n")
            entry = entry or CueEntry(lemma_of(found.cue), "speech", "asserted", frozenset())
            draft.cue, draft.lemma = found.cue, entry.lemma
            draft.cue_start, draft.cue_end = cue_extent(found.cue, entry)
            quoting = quoting_of(found.cue)
            relay = quoting[1] if quoting is not None else None
            draft.relays = [phrase(relay)] if relay is not None else relays_of(found.cue)
        if found.hearer is not None:
            draft.hearers.append(found.hearer)
        draft.why.append(f"{found.frame}:{draft.lemma or 'label'}")
        if quotation.continues:
            for held in reading.waiting:
                held.like = draft
        reading.waiting = []
        return
    if quotation.continues and reading.last is not None:
        draft.like, draft.frame = reading.last, "continued"
        draft.why.append("continues the quotation of the paragraph before")
        if reading.last.source is None and reading.last.like is None:
            reading.waiting.append(draft)
        return
    draft.frame = "follows"
    draft.why.append("no attribution of its own")
    if not quotation.closed:
        reading.waiting = [draft]


def trimmed_words(text: str, quotation: Quotation) -> tuple[int, int] | None:
    """Return the extent of a quotation's words, without a comma that the typesetter put inside the marks."""
    start, end = quotation.inner_start, quotation.inner_end
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _resumes(document: Document, draft: Draft, lower: int, quotation: Quotation) -> bool:
    """Say whether a quotation resumes the one before it within one sentence, round the cue between them."""
    if draft.cue is None or not lower <= draft.cue.idx < quotation.start:
        return False
    between = document.tokens(lower, quotation.start)
    words = [t for t in between if not t.is_space]
    if any(t.text in _STOPS for t in words) or not words:
        return False
    verbs = [t for t in words if t.i > draft.cue.i and (lookup(t, "c") or lookup(t, "q")) and t.pos_ == "VERB"]
    return not verbs and words[-1].text in (",", "-", "–", "—", ";")


def _stands_alone(text: str, paragraph: Paragraph, quotation: Quotation, before: str) -> bool:
    """Say whether a quotation without attribution is a statement: whole sentences, set off from the reporter's."""
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    lead = before.rstrip()
    starts = not lead.strip("-–—•*· \t") if quotation.start - len(before) == paragraph.start else not lead
    starts = starts or lead[-1:] in ".?!:…" or lead[-2:-1] in ".?!"
    if not starts or len(inner.split()) < 2:
        return False
    after = text[quotation.end : min(paragraph.end, quotation.end + 3)].strip()
    ends = inner[-1:] in ".?!…" or not quotation.closed or after[:1] in (".", "") or inner[-1:] in (",", "-", "—")
    return ends and (inner[:1].isupper() or not inner[:1].isalpha() or len(inner.split()) > 6)


def _after(document: Document, quotation: Quotation, upper: int) -> _Attribution | None:
    """Return the attribution that follows a quotation: `"...", she said`, `"...", said Lund`, `"..." - Lund`."""
    text = document.text
    if not quotation.closed or upper <= quotation.end:
        return None
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    inner_last = inner.rstrip(" \"“”’'»")[-1:]
    tail = text[quotation.end : upper]
    if tail.lstrip()[:1] in _DASHES and (named := _signed(document, quotation.end, upper)) is not None:
        return _Attribution(None, named, frame="signed")
    stop_ends = inner_last in (".", "…") and not tail.lstrip().startswith(",")
    tokens = [t for t in document.tokens(quotation.end, upper) if not t.is_space and t.idx >= quotation.end]
    if tokens and (tokens[0].text == "," or tokens[0].text in _DASHES):
        tokens = tokens[1:]
        stop_ends = False
    segment: list[Token] = []
    for token in tokens[:_REACH]:
        if token.text in _STOPS:
            break
        segment.append(token)
    if not segment or segment[0].pos_ == "CCONJ":
        return None
    if stop_ends and segment[0].text[:1].isupper() and not (_short(segment) and inner[:1].isupper()):
        return None
    if segment[0].lower_ == "according" and inner[:1].islower():
        return None
    if segment[0].lower_ == "according" and len(segment) > 2 and segment[1].lower_ == "to":
        named_by = next((c for c in segment[1].children if c.dep_ == "pobj"), None)
        return _Attribution(segment[0], phrase(named_by), frame="direct") if named_by is not None else None
    cue = _cue_at_start(segment)
    if cue is None or (stop_ends and any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in cue.rights)):
        return None
    if inner_last not in (",", "?", "!", "-", "—", ".", "…") and tail.lstrip()[:1] != "," and not _short(segment):
        return None
    return _Attribution(cue, _source(document, cue, segment), _hearer(cue, upper), "direct")


def _short(segment: Sequence[Token]) -> bool:
    """Say whether a segment is hardly more than its cue: "Lund said"."""
    return len(segment) <= 6


def _cue_at_start(segment: Sequence[Token]) -> Token | None:
    """Return the cue verb of a clause that opens a segment, or None when it says something of its own."""
    for token in segment:
        if token.pos_ not in ("VERB", "AUX", "NOUN") and token.tag_[:2] != "VB":
            continue
        entry = lookup(token, "c") or lookup(token, "q") or lookup(token, "t")
        if entry is None:
            if token.pos_ == "VERB" and token.dep_ in ("ROOT", "conj"):
                return None
            continue
        if token.dep_ in ("acl", "relcl", "amod", "compound") or token.pos_ == "NOUN":
            continue
        return quotes_somebody(token) or token
    return None


def _source(document: Document, cue: Token, segment: Sequence[Token]) -> Span | None:
    """Return the speaker's phrase of a cue beside a quotation: its subject in the segment, by syntax or by order."""
    low, high = segment[0].i, segment[-1].i
    subject = own_subject(cue)
    doc = document.doc
    if (quoting := quoting_of(cue)) is not None and quoting[0] is not None:
        return phrase(quoting[0])
    leads = [t for t in segment if t.i < cue.i]
    named = bool(leads) and (leads[-1].pos_ in ("PROPN", "PRON", "NOUN") or leads[-1].text[:1].isupper())
    if subject is not None and subject.i > cue.i and named:
        subject = None  # the parser took the hearer of "Lund told parliament" for the subject
    if subject is not None and low <= subject.i <= high:
        return phrase(subject)
    nouns = ("NOUN", "PROPN", "PRON")
    following = [t for t in segment if t.i > cue.i]
    if not named and following and following[0].pos_ in (*nouns, "DET", "ADJ") and cue.i - low <= 1:
        head = following[0]
        while head.head.i != head.i and low <= head.head.i <= high and head.head.pos_ in nouns and head.head.i > cue.i:
            head = head.head
        return phrase(head) if head.pos_ in nouns else None
    preceding = [t for t in leads if t.pos_ in nouns or t.text[:1].isupper()]
    if preceding:
        head = preceding[0]
        while low <= head.head.i < cue.i and head.head.pos_ in nouns and head.head.i != head.i:
            head = head.head
        start = head.left_edge.i
        return doc[max(low, start) : max(phrase(head).end, head.i + 1)]
    return source_of(cue)


def _hearer(cue: Token, upper: int) -> Token | None:
    """Return the head of the phrase that a cue's words are spoken to, or None."""
    for child in cue.rights:
        if child.idx >= upper:
            break
        if child.dep_ in ("dobj", "dative") and lookup(cue, "t"):
            if child.dep_ == "dative" and child.pos_ == "ADP":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
            return child
        if child.dep_ == "prep" and child.lower_ == "to" and lookup(cue, "c"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _signed(document: Document, start: int, end: int) -> Span | None:
    """Return the name after a dash that signs a quotation and ends its line, or None."""
    words = [t for t in document.tokens(start, end) if not t.is_space and t.idx >= start]
    names = [t for t in words if t.text not in _DASHES]
    if not names or len(names) > 14 or any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in names):
        return None
    if not names[0].text[:1].isupper():
        return None
    stop = next((t.i for t in names if t.is_punct), names[-1].i + 1)
    return document.doc[names[0].i : stop] if stop > names[0].i else None


def _before(document: Document, quotation: Quotation, lower: int) -> _Attribution | None:
    """Return the attribution that leads up to a quotation: `Lund said, "..."`, `She told him: "..."`, `Lund: "..."`."""
    text = document.text
    lead = text[lower : quotation.start].rstrip()
    if not lead:
        return None
    inner = text[quotation.inner_start : quotation.inner_end].strip()
    tokens = [t for t in document.tokens(lower, quotation.start) if not t.is_space and t.idx < quotation.start]
    segment: list[Token] = []
    for token in reversed(tokens[-_REACH:]):
        if token.text in _STOPS:
            break
        segment.append(token)
    segment.reverse()
    if not segment:
        return None
    mark = segment[-1].text
    if mark in (",", ":", *_DASHES):
        segment = segment[:-1]
    elif not (inner[:1].isupper() and len(inner.split()) >= 4 and segment[-1].pos_ == "VERB"):
        return None
    if not segment:
        return None
    cue = _cue_at_end(segment, colon=mark == ":")
    if cue is not None and mark in _DASHES and cue.i < segment[-1].i - 1:
        return None
    if cue is not None:
        source = source_of(cue)
        return _Attribution(cue, source, _hearer(cue, quotation.start), "direct-before")
    if mark == ":":
        return _colon(document, segment)
    return None


def _cue_at_end(segment: Sequence[Token], *, colon: bool) -> Token | None:
    """Return the last cue verb of a lead-in that has said nothing yet, or None."""
    for token in reversed(segment):
        if token.pos_ not in ("VERB", "AUX"):
            continue
        entry = lookup(token, "c") or lookup(token, "q") or lookup(token, "t") or (colon and lookup(token, "n"))
        if not entry or token.dep_ in ("amod", "relcl"):
            continue
        said = any(c.dep_ == "ccomp" and segment[0].i <= c.i <= segment[-1].i for c in token.rights)
        if said and not colon:
            return None
        return token
    return None


def _colon(document: Document, segment: Sequence[Token]) -> _Attribution | None:
    """Return the attribution of a lead-in before a colon without a cue verb: a name, or a noun of saying."""
    nouns = [t for t in segment if t.lower_ in word_list("speech-noun")]
    for noun in nouns:
        owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
        if owner is not None:
            return _Attribution(noun, phrase(owner), frame="noun")
    verbs = [t for t in segment if t.pos_ in ("VERB", "AUX")]
    if not verbs and len(segment) <= 8 and segment[0].text[:1].isupper():
        return _Attribution(None, document.doc[segment[0].i : segment[-1].i + 1], frame="label")
    if verbs:
        subject = own_subject(verbs[0])
        if subject is not None and subject.pos_ in ("PROPN", "PRON", "NOUN"):
            return _Attribution(verbs[0], phrase(subject), frame="lead-in")
    return None


def _lead(document: Document, draft: Draft, lower: int, quotation: Quotation) -> tuple[int, int] | None:
    """Return words of the statement that stand before its cue ("Instead, Lund said, "...""), or None."""
    cue = draft.cue
    if draft.frame == "direct" and cue is not None and cue.idx > quotation.end:
        return _opening_words(document, lower, quotation)
    if draft.frame != "direct-before" or cue is None or draft.source is None or not cue.idx < quotation.start:
        return None
    first = min(draft.source.start, cue.left_edge.i if cue.left_edge.i >= draft.source.start else draft.source.start)
    doc = document.doc
    start = first
    while start > 0 and doc[start - 1].idx >= lower and doc[start - 1].text not in _STOPS:
        start -= 1
    head = doc[start:first]
    inner = document.text[quotation.inner_start : quotation.inner_end].strip()
    if len(head) < 2 or head[-1].text != "," or inner[:1].isupper():
        return None
    if draft.source.end - 1 > cue.i or cue.i + 4 < document.token_at(quotation.start).i:
        return None
    return trimmed(document.text, head[0].idx, head[-1].idx + len(head[-1]))


def _opening_words(document: Document, lower: int, quotation: Quotation) -> tuple[int, int] | None:
    """Return the reported words that lead into a quotation in mid-sentence (`The toll "is a joke", Lund said`)."""
    inner = document.text[quotation.inner_start : quotation.inner_end].strip()
    if not inner[:1].islower():
        return None
    tokens = [t for t in document.tokens(lower, quotation.start) if t.idx < quotation.start and not t.is_space]
    start = len(tokens)
    while start > 0 and tokens[start - 1].text not in _STOPS and tokens[start - 1].text not in (":", ";"):
        start -= 1
    lead = tokens[start:]
    if len(lead) < 2 or any(t.pos_ == "VERB" and lookup(t, "c") for t in lead):
        return None
    return trimmed(document.text, lead[0].idx, lead[-1].idx + len(lead[-1]))


def _read_inner(reading: _Reading, quotation: Quotation, outer: Quotation) -> None:
    """Read a quotation within a quotation: a statement that the outer speaker relays, when a cue leads up to it."""
    document = reading.document
    attribution = _before(document, quotation, outer.inner_start) or _after(document, quotation, outer.inner_end)
    extent = trimmed_words(document.text, quotation)
    if attribution is None or extent is None or attribution.source is None:
        return
    draft = Draft(spans=[extent], frame=attribution.frame, quoted_as_such=True, why=["quoted within a quotation"])
    waiting, reading.waiting = reading.waiting, []
    paragraph = document.paragraph_at(quotation.start)
    if paragraph is not None:
        _attribute(reading, draft, quotation, attribution, paragraph, "")
    reading.waiting = waiting
    reading.drafts.append(draft)
