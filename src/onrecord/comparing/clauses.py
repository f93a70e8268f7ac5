"""Clauses: the stretches of an account that each make one point."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.comparing.words import formulas
from onrecord.language import Document

_SPLITTING = frozenset({"conj", "relcl", "ccomp", "advcl", "parataxis"})
_DASHES = frozenset({"-", "--", "–", "—"})
_LINE = 5
"""Tokens up to which a line without a verb is a place, a date or a name, and makes no point."""
_ABBREVIATIONS = frozenset({"p.m.", "a.m.", "mr.", "ms.", "mrs.", "dr.", "no.", "st.", "gen.", "h.e."})
_STAMPED = frozenset({"updated", "published", "posted", "modified"})
_QUOTE = 25
"""Tokens up to which a quotation is left whole."""
_FEWEST = 3
"""Content words that a clause needs to stand alone; a shorter one ("and she accepted with pleasure") is part of the
clause before it."""


def clauses_of(document: Document) -> Iterator[Tokens]:
    """Yield the clauses of the body in order: sentences, cut where a second verb makes a second point.

    A reporting verb stays with what it reports; a coordinate verb, a coordinate reported clause and a relative clause
    after a comma start anew.
    """
    for sentence in _whole_sentences(document):
        paragraph = document.paragraph_at(sentence[0].idx)
        if paragraph is None or paragraph.role not in ("body", "standfirst") or _is_stamp(sentence):
            continue
        cuts = [sentence.start]
        for token in sentence:
            # "Owner no longer sure; Lisbon demands release": two headlines in one line.
            headlines = paragraph.role == "standfirst" and token.text == ";" and token.i + 1 < sentence.end
            cut = token.i + 1 if headlines else _cut(token, sentence)
            if cut is not None and cut not in cuts and not _in_short_quote(document, cut):
                cuts.append(cut)
        cuts.sort()
        parts: list[Tokens] = []
        for start, end in zip(cuts, [*cuts[1:], sentence.end], strict=True):
            part = document.doc[start:end]
            if parts and (_content(part) < _FEWEST or _content(parts[-1]) < 2):
                part = document.doc[parts.pop().start : end]
            parts.append(part)
        for part in parts:
            if part[-1].text in _DASHES and not _has_verb(part):
                continue  # a dateline
            trimmed = _trim(part)
            if len(trimmed) <= _LINE + 1 and trimmed.root.lemma_ in ("say", "state", "add"):
                continue  # "A spokesperson said:"
            if any(formula in trimmed.text.lower() for formula in formulas()):
                continue
            if _content(trimmed) and (_has_verb(trimmed) or len(trimmed) > _LINE):
                yield trimmed


def _is_stamp(sentence: Tokens) -> bool:
    """Say whether a line is only a date, a time or an office's address: more than half of it figures and names."""
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.lower_ not in _STAMPED for t in sentence):
        return False
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    dated = [t for t in words if t.ent_type_ in ("DATE", "TIME") or t.like_num or t.text.isupper()]
    named = [t for t in words if t.pos_ in ("PROPN", "NUM") or t in dated]
    return len(dated) >= 2 and 2 * len(named) > len(words)


def _in_short_quote(document: Document, index: int) -> bool:
    """Say whether a cut would part a short quotation, which makes one point."""
    quotation = document.quotation_at(document.doc[index].idx)
    if quotation is None:
        return False
    return len(document.tokens(quotation.start, quotation.end)) <= _QUOTE


def _whole_sentences(document: Document) -> Iterator[Tokens]:
    """Yield the sentences, one that the parser broke after "p.m." or "Mr." made whole again."""
    held: Tokens | None = None
    for sentence in document.sentences:
        if held is not None:
            if held.doc[held.end - 1].lower_ in _ABBREVIATIONS and sentence.start == held.end:
                held = held.doc[held.start : sentence.end]
                continue
            yield held
        held = sentence
    if held is not None:
        yield held


def _cut(token: Token, sentence: Tokens) -> int | None:
    """Return where a new point starts at the clause that the token heads, or None."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in _SPLITTING:
        return None
    left = min((t.i for t in token.subtree), default=token.i)
    if left <= sentence.start:
        return None
    before = token.doc[left - 1]
    if token.dep_ == "conj":
        # "agreed to open X and to close Y" makes two points; "review and approve" makes one.
        if token.head.pos_ not in ("VERB", "AUX"):
            return None
        size = sum(1 for t in token.subtree if not t.is_punct)
        if size < 4 and not any(c.dep_ == "nsubj" for c in token.children):
            return None
        start = left
        while start > sentence.start and token.doc[start - 1].lower_ in ("and", "but", "or", ",", ";"):
            start -= 1
        return start if start > sentence.start else None
    if token.dep_ == "relcl":
        return left if before.text == "," else None
    if token.dep_ == "parataxis":
        return left
    return None


def _has_verb(part: Tokens) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in part)


def _content(part: Tokens) -> int:
    return sum(1 for t in part if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


def _trim(part: Tokens) -> Tokens:
    """Return a clause without the space, comma and conjunction at its ends."""
    start, end = part.start, part.end
    doc = part.doc
    while start < end and (doc[start].is_space or doc[start].lower_ in (",", ";", "and", "but", "or", "—", "-")):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in (",", ";", ".", "—", ":")):
        end -= 1
    return doc[start:end]
