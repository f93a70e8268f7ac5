"""Composes an article from its draft: one text, and where in it each piece stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.page.blocks import Draft, Piece
from onrecord.page.captions import split_credit
from onrecord.page.datelines import filed_on, read_dateline
from onrecord.record import Article, Caption, Dateline, Paragraph

PARAGRAPH_LIMIT = 20_000
"""Characters of the longest paragraph; a longer one (a page without breaks) is cut between words: the parser's memory
grows with the paragraph."""


@dataclass(frozen=True, slots=True)
class _Laid:
    text: str
    paragraphs: tuple[Paragraph, ...]
    captions: tuple[Caption, ...]


def compose(draft: Draft, *, language: str | None, sha256: str, limit: int) -> tuple[Article, bool]:
    """Return the article, and whether its text had to be cut at `limit` characters (always between paragraphs)."""
    pieces, cut = _within(_short_enough(draft.pieces), limit)
    laid = _lay(pieces)
    standfirst = next((p.text for p in pieces if p.role == "standfirst"), None)
    article = Article(
        title=draft.title,
        standfirst=standfirst,
        byline=tuple(draft.byline),
        dateline=_dateline(draft, pieces),
        publisher=draft.publisher,
        url=draft.url,
        language=language,
        published=draft.published,
        modified=draft.modified,
        captions=laid.captions,
        text=laid.text,
        paragraphs=laid.paragraphs,
        furniture=tuple(draft.furniture),
        sha256=sha256,
    )
    return article, cut


def _lay(pieces: Sequence[Piece]) -> _Laid:
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    captions: list[Caption] = []
    at = 0
    for piece in pieces:
        paragraphs.append(Paragraph(start=at, end=at + len(piece.text), role=piece.role))
        if piece.role == "caption":
            shown = split_credit(piece.text)[0] if piece.credit is None else _before(piece.text, piece.credit)
            shown = shown or piece.text
            begin = at + piece.text.index(shown)
            captions.append(Caption(start=begin, end=begin + len(shown), text=shown, credit=piece.credit))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return _Laid("\n\n".join(parts), tuple(paragraphs), tuple(captions))


def _before(text: str, credit: str) -> str:
    """Return a caption's words before its credit; all of them when the credit does not end it."""
    shown, found = split_credit(text)
    if found is not None and len(shown) < len(text):
        return shown
    if text.startswith(credit):
        return text[len(credit) :].lstrip(" -–—|:") or text
    head, _, tail = text.rpartition(credit)
    return head.rstrip(" (–—-|/") if head and len(tail) <= 2 else text


def _short_enough(pieces: Sequence[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        rest = piece.text
        while len(rest) > PARAGRAPH_LIMIT:
            at = rest.rfind(". ", PARAGRAPH_LIMIT // 2, PARAGRAPH_LIMIT) + 1 or rest.rfind(" ", 1, PARAGRAPH_LIMIT)
            at = at if at > 0 else PARAGRAPH_LIMIT
            kept.append(Piece(piece.role, rest[:at].rstrip(), piece.credit))
            rest = rest[at:].lstrip()
        if rest:
            kept.append(Piece(piece.role, rest, piece.credit))
    return kept


def _within(pieces: Sequence[Piece], limit: int) -> tuple[list[Piece], bool]:
    kept: list[Piece] = []
    size = 0
    for piece in pieces:
        size += len(piece.text) + (2 if kept else 0)
        if size > limit and kept:
            return kept, True
        kept.append(piece)
    return kept, False


def _dateline(draft: Draft, pieces: Sequence[Piece]) -> Dateline | None:
    """Return the dateline: the wire's at the head of the body, else the place that stands beside the page's date."""
    for piece in [p for p in pieces if p.role == "body"][:2]:
        filed = read_dateline(piece.text)
        if filed:
            on = filed_on(filed, draft.published or draft.modified)
            return Dateline(place=filed.place, date=on, agency=filed.agency)
    if draft.place is None:
        return None
    return Dateline(place=draft.place, date=(draft.published or "")[:10] or None)
