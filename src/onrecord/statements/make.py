"""Making drafts: the words that a cue takes, as a draft with its cue, polarity and relays."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.language import Document
from onrecord.statements.draft import Draft
from onrecord.statements.extent import offsets, snapped, trimmed
from onrecord.statements.grammar import is_negated, phrase
from onrecord.statements.lexicon import CueEntry, lemma_of, word_list
from onrecord.statements.relays import quoting_of, relays_of


def make(
    document: Document, verb: Token, entry: CueEntry, frame: str, region: tuple[int, int], source: Span | None
) -> Iterator[Draft]:
    """Yield the draft of a region, when words are left in it."""
    if region[1] <= region[0]:
        return
    extent = trimmed(document.text, *_within_quotation(document, verb, *offsets(document.doc, *region)))
    if extent is None:
        return
    if frame == "a":
        extent = _to_quoted_predicate(document, *extent)
    start, end = cue_extent(verb, entry)
    polarity = entry.polarity
    if polarity == "asserted" and is_negated(verb) and frame in ("that", "wh", "bare"):
        polarity = "declined" if frame == "wh" else polarity
    if entry.lemma in ("reject", "dismiss", "refute") and frame in ("n", "a", "passive") and _claims(document, region):
        polarity = "denied"
    if frame == "wh" and entry.act == "speech" and polarity == "asserted" and lemma_of(verb) in ("ask", "wonder"):
        polarity = "questioned"
    quoting = quoting_of(verb)
    relays = [phrase(quoting[1])] if quoting is not None and quoting[1] is not None else []
    relays = relays or relays_of(verb)
    yield Draft(
        spans=[extent], relays=relays, frame=frame, cue=verb, cue_start=start, cue_end=end, lemma=entry.lemma,
        act=entry.act, polarity=polarity, source=source, why=[f"{frame}:{entry.lemma}"],
    )  # fmt: skip


def _to_quoted_predicate(document: Document, start: int, end: int) -> tuple[int, int]:
    """Cut what somebody called something behind the quoted word for it, when the page's own clause follows."""
    for quotation in document.quotations:
        if quotation.start >= end:
            break
        after = document.text[quotation.end : quotation.end + 1]
        inner_comma = document.text[quotation.inner_end - 1 : quotation.inner_end] == ","
        if (
            start < quotation.start
            and quotation.end <= end
            and quotation.closed
            and (after in (",", ";") or inner_comma)
        ):
            return start, quotation.end
    return start, end


def _within_quotation(document: Document, verb: Token, start: int, end: int) -> tuple[int, int]:
    """Keep what a cue within a quotation takes within it; stretch that of any other cue to the quotation's end."""
    quotation = document.quotation_at(verb.idx)
    if quotation is None:
        return snapped(document, start, end)
    return max(start, quotation.inner_start), min(end, quotation.inner_end)


def _claims(document: Document, region: tuple[int, int]) -> bool:
    """Say whether what is rejected is somebody's claim, so that rejecting it denies it."""
    claims = word_list("claim-noun")
    return any(t.lower_ in claims for t in document.doc[region[0] : min(region[1], region[0] + 5)])


def cue_extent(verb: Token, entry: CueEntry) -> tuple[int, int]:
    """Return the offsets of a cue as printed: the verb with its particle or preposition."""
    end = verb.idx + len(verb)
    if "_" in entry.lemma:
        last = entry.lemma.rsplit("_", 1)[1]
        for child in verb.rights:
            if child.lower_ == last and child.i <= verb.i + 3:
                end = child.idx + len(child)
    return verb.idx, end
