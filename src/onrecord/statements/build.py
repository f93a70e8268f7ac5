"""Building: settled drafts become the record's statements."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Document
from onrecord.notes import Notes
from onrecord.record import Cue, Extent, Span, Statement, StatementKind
from onrecord.statements.draft import Draft
from onrecord.statements.settle import Settled

_OPEN = "\"“‘'«„»"
_CLOSE = "\"”’'»“«"


def build(document: Document, settled: Sequence[Settled], notes: Notes) -> list[Statement]:
    """Return the statements in order, and leave open which speakers could not be told."""
    statements = []
    for i, one in enumerate(settled):
        draft = one.draft
        id = f"s{i + 1}"
        speaker_text = Span.cut(document.text, *one.speaker_span) if one.speaker_span is not None else None
        if one.speaker is None:
            notes.leave_open("statements", id, "speaker", one.reason or "no-candidate")
        statements.append(
            Statement(
                id=id,
                act=draft.act,
                kind=_kind(document, draft),
                spans=tuple(Extent(start=s, end=e) for s, e in draft.spans),
                text=_words(document.text, draft),
                quoted=_quoted(document, draft),
                cue=_cue(document.text, draft),
                speaker=one.speaker,
                speaker_text=speaker_text,
                addressees=tuple(one.hearers),
                chain=tuple(one.chain),
                said=one.said,
                channel=one.channel,
                polarity=draft.polarity,
                headline=draft.headline,
                nested_in=f"s{one.holder + 1}" if one.holder is not None else None,
                confidence=round(draft.score, 3),
                why=tuple(draft.why),
            )
        )
    return statements


def _cue(text: str, draft: Draft) -> Cue | None:
    """Return the printed cue, or None."""
    if draft.cue_start < 0:
        return None
    words = text[draft.cue_start : draft.cue_end]
    return Cue(start=draft.cue_start, end=draft.cue_end, text=words, lemma=draft.lemma or words.lower())


def _words(text: str, draft: Draft) -> str:
    """Return the words of a draft: its spans joined, without outer quotation marks."""
    words = " ".join(text[s:e] for s, e in draft.spans)
    if len(words) > 2 and words[0] in _OPEN and words[-1] in _CLOSE:
        inner = words[1:-1]
        if not any(c in inner for c in '"“”«»'):
            return inner
    return words


def _quoted(document: Document, draft: Draft) -> tuple[Span, ...]:
    """Return the parts of a draft that stand within quotation marks."""
    found: list[Span] = []
    for start, end in draft.spans:
        for quotation in document.quotations:
            if quotation.start >= end:
                break
            low, high = max(start, quotation.inner_start), min(end, quotation.inner_end)
            if low >= high or any(f.start <= low and high <= f.end for f in found):
                continue
            inside = quotation.inner_start <= start and end <= quotation.inner_end
            if inside and not draft.quoted_as_such:
                continue
            found.append(Span.cut(document.text, low, high))
    return tuple(found)


def _kind(document: Document, draft: Draft) -> StatementKind:
    """Return whether a draft's words are quoted as a whole, in part or not at all."""
    if draft.quoted_as_such:
        return "direct"
    parts = _quoted(document, draft)
    if not parts:
        return "indirect"
    letters = sum(c.isalnum() for s, e in draft.spans for c in document.text[s:e])
    quoted = sum(c.isalnum() for p in parts for c in p.text)
    return "direct" if quoted >= letters and draft.frame in ("that", "bare", "wh", "left") else "mixed"
