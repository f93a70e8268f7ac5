"""Topics: what a statement is about, under labels by which pages can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document
from onrecord.readings.tables import words
from onrecord.record import Event, Statement

MOST = 8
"""Topics that one statement has at most, the first ones: a long quotation would otherwise list all of its nouns."""


def with_topics(document: Document, statements: Sequence[Statement], events: Sequence[Event]) -> list[Statement]:
    """Return the statements with their topics filled."""
    contexts: dict[str, list[str]] = {}
    for event in events:
        if event.according_to is not None:
            contexts.setdefault(event.according_to, []).extend(event.contexts)
    return [s.model_copy(update={"topics": topics_of(document, s, contexts.get(s.id, ()))}) for s in statements]


def topics_of(document: Document, statement: Statement, contexts: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the topics of a statement: the PLOVER contexts of the events that it carries, then its noun phrases.

    A noun phrase stands in lower case, without determiner and with its head in the singular ("gauge reading"); a
    proper name stands as written. Persons, pronouns and quantities are no topics.
    """
    found = [c.lower().replace("_", " ") for c in contexts]
    for span in statement.spans:
        found.extend(noun_topics(document, span.start, span.end))
    return tuple(dict.fromkeys(found))[:MOST]


def noun_topics(document: Document, start: int, end: int, *, as_written: bool = False) -> list[str]:
    """Return the noun phrases of a stretch of text, as labels, or in the article's own words."""
    labels = []
    for chunk in document.noun_chunks_in(start, end):
        label = _label(chunk, as_written=as_written)
        if label is not None:
            labels.append(label)
    return labels


def _label(chunk: Tokens, *, as_written: bool) -> str | None:
    head = chunk.root
    if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ in ("PERSON", "DATE", "TIME", "PERCENT", "MONEY"):
        return None
    if head.lemma_.lower() in words("not_topics.tsv"):
        return None
    kept: list[Token] = []
    for token in chunk:
        if token.i > head.i:
            break
        possessor = token.dep_ == "poss" or token.dep_ == "case"
        if (token.pos_ in ("NOUN", "PROPN", "ADJ") and not possessor and not token.like_num) or (
            token.text == "-" and kept
        ):
            kept.append(token)
    if as_written and kept:
        return chunk.doc[kept[0].i : kept[-1].i + 1].text
    text = "".join(_form(t, last=t.i == head.i) + t.whitespace_ for t in kept).strip()
    return text or None


def _form(token: Token, *, last: bool) -> str:
    if token.pos_ == "PROPN":
        return str(token.text)
    return str(token.lemma_ if last else token.text).lower()
