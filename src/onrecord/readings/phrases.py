"""Phrases: the stretch of words that tells what an undertaking or a stance is about."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.language import Document

LONGEST = 15
"""Words after which a phrase is cut at the next preposition: what follows tells purpose or manner, not the thing."""
_TAIL = 2
"""Characters before a closing mark that are only its punctuation."""
_ASIDE = frozenset(
    {
        "once",
        "if",
        "when",
        "after",
        "while",
        "since",
        "because",
        "unless",
        "until",
        "although",
        "but",
        "subject",
        "provided",
    }
)
_CUTTING = frozenset({"relcl", "advcl", "parataxis", "conj"})


def words_of(document: Document, head: Token, *, subject: Token | None = None) -> tuple[int, int]:
    """Return where the words of a verb and what it governs start and end.

    With `subject` the words start at the subject. They end before a relative clause after a comma, before a clause of
    time, condition or reason, and before a further verb.
    """
    doc = document.doc
    start = head.i
    if subject is not None:
        start = min(t.i for t in subject.subtree)
    else:
        while (
            start > head.sent.start
            and doc[start - 1] in head.children
            and doc[start - 1].dep_ in ("advmod", "prt", "neg")
        ):
            start -= 1
    stop = max(t.i for t in head.subtree) + 1
    for token in doc[head.i + 1 : stop]:
        if _cuts(token, head):
            stop = token.i
            break
    quotation = document.quotation_at(head.idx)
    end_limit = quotation.inner_end if quotation is not None else len(document.text)
    while stop - 1 > head.i and doc[stop - 1].idx >= end_limit:
        stop -= 1
    last = stop - 1
    while last > head.i and (
        doc[last].is_punct or doc[last].is_space or doc[last].dep_ in ("cc", "mark") or doc[last].pos_ == "SCONJ"
    ):
        last -= 1
    if doc[last].pos_ == "ADP" and stop < head.sent.end:
        last = _object_of(doc[last])
    if last - start >= LONGEST:
        for token in doc[start + LONGEST - 3 : last + 1]:
            if token.pos_ == "ADP" and token.lower_ not in ("of", "to"):
                last = token.i - 1
                break
        while last > head.i and doc[last].pos_ == "ADP":
            last -= 1
    return _balanced(document, doc[start].idx, doc[last].idx + len(doc[last]))


def _balanced(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return a stretch that takes in both marks of a quotation that it holds."""
    for quotation in document.quotations:
        if quotation.start >= end:
            break
        if quotation.depth == 0 and start <= quotation.start and quotation.inner_start < end < quotation.end:
            end = quotation.end if quotation.inner_end - end <= _TAIL else end
        elif quotation.depth == 0 and start == quotation.inner_start and end > quotation.inner_end:
            start = quotation.start
    return start, end


def _object_of(preposition: Token) -> int:
    """Return where the object of a preposition ends that the parser hung elsewhere: "keep crews on standby"."""
    last = preposition.i
    for token in preposition.doc[preposition.i + 1 : preposition.sent.end]:
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            break
        last = token.i
    return last if last > preposition.i else preposition.i - 1


def _cuts(token: Token, head: Token) -> bool:
    """Say whether the words of the head end before this token."""
    if token.is_space or token.text in (";", ":", "—", "–"):
        return True
    before = token.nbor(-1)
    if token.text == ",":
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        if following is not None and following.pos_ == "ADP" and token.i + 2 < len(token.doc):
            return following.nbor().lower_ in ("which", "whom")
        return following is not None and (
            following.lower_ in ("which", "who", "and", "but", "a", "as", "where", "after", "saying", "while")
            or following.lower_ in _ASIDE
            or following.tag_ in ("VBG", "VBN")
        )
    if token.lower_ in _ASIDE and token.dep_ in ("mark", "advmod", "amod", "prep", "advcl") and token.head is not head:
        return True
    if token.lower_ in _ASIDE and token.dep_ in ("mark", "prep"):
        return True
    return (
        token.dep_ == "cc"
        and before is not None
        and any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") and c.i > token.i for c in token.head.children)
    )


def noun_phrase(document: Document, noun: Token) -> tuple[int, int]:
    """Return where the words of a noun phrase (or of a verb that stands as one) start and end.

    A leading determiner is left out, and so is what follows a comma with a clause of its own.
    """
    if noun.pos_ in ("VERB", "AUX"):
        return words_of(document, noun)
    tokens = sorted(noun.subtree, key=lambda t: t.i)
    first, last = tokens[0].i, tokens[-1].i
    for token in document.doc[noun.i + 1 : last + 1]:
        if _cuts(token, noun) and token.dep_ != "cc":
            last = token.i - 1
            break
    while first < noun.i and document.doc[first].pos_ in ("DET", "PUNCT", "SPACE"):
        first += 1
    while last > noun.i and (
        document.doc[last].is_punct or document.doc[last].is_space or document.doc[last].dep_ in ("cc", "prep")
    ):
        last -= 1
    if last - noun.i >= LONGEST:
        for token in document.doc[noun.i + LONGEST - 3 : last + 1]:
            if token.pos_ == "ADP" and token.lower_ != "of":
                last = token.i - 1
                break
    return _balanced(document, document.doc[first].idx, document.doc[last].idx + len(document.doc[last]))


def has_to(verb: Token) -> bool:
    """Say whether a verb stands as an infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def signed_to_do(noun: Token) -> list[Token]:
    """Return the verb of "signed an accord to reopen a bridge", which the parser hangs on the signing."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in ("sign", "reach", "conclude", "strike", "seal", "make"):
        return []
    return [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.i > noun.i and has_to(c)][:1]
