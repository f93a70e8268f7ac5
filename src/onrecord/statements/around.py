"""Around the cue: contents that stand before a cue or on both sides of it ("The talks, Lund said, will go on")."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.language import Document
from onrecord.statements.extent import offsets, snapped, trimmed
from onrecord.statements.grammar import clause_complement, own_subject
from onrecord.statements.lexicon import cue_entries, lemma_of


def as_clause(verb: Token) -> tuple[int, int] | None:
    """Return the tokens of the main clause beside "As the ministry has pointed out, ...", or None."""
    if verb.dep_ != "advcl" or own_subject(verb) is None or clause_complement(verb) is not None:
        return None
    if not any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.lefts):
        return None
    if any(c.dep_ == "dobj" for c in verb.rights):
        return None
    before = verb.doc[verb.left_edge.i - 1].text if verb.left_edge.i > verb.sent.start else ":"
    if verb.i < verb.head.i and (before == ":" or verb.left_edge.i - verb.sent.start <= 1):
        return verb.right_edge.i + 1, verb.sent.end
    return None


def left_content(verb: Token) -> tuple[int, int] | None:
    """Return the tokens (start, stop) of a content that stands before its cue ("..., Luo said"), or None."""
    doc = verb.doc
    subject = own_subject(verb)
    for child in verb.lefts:
        if child.dep_ in ("ccomp", "advcl") and child.pos_ in ("VERB", "AUX") and _finite_clause(child):
            if child.dep_ == "advcl" and any(c.dep_ == "mark" for c in child.lefts):
                continue
            stop = min(subject.left_edge.i, verb.i) if subject is not None else min(child.right_edge.i + 1, verb.i)
            return min(child.left_edge.i, _reaches_back(child)), stop
    if verb.dep_ == "relcl" and subject is not None and _closes_sentence(verb, subject):
        return verb.sent.start, subject.left_edge.i - 1
    if verb.dep_ == "parataxis" and subject is not None and verb.head.i < verb.i:
        start = verb.head.left_edge.i
        stop = min(subject.left_edge.i, verb.left_edge.i)
        if stop > start and doc[stop - 1].text == ",":
            return start, stop
    return None


_CONTINUES = frozenset({"which", "because", "if", "unless", "so", "until", "or", "nor"})


def _cue_clause(verb: Token) -> tuple[int, int] | None:
    """Return the tokens (start, stop) of a cue clause between commas: subject, cue, and what hangs on it; or None."""
    doc = verb.doc
    subject = own_subject(verb)
    if subject is None:
        return None
    start = min(subject.left_edge.i, verb.i)
    while (
        start > verb.sent.start and doc[start - 1].dep_ in ("advmod", "aux", "cc") and doc[start - 1].head.i == verb.i
    ):
        start -= 1
    stop = max(verb.i, subject.right_edge.i if subject.i > verb.i else verb.i) + 1
    while stop < verb.sent.end and doc[stop].text not in (",", ".", "?", "!", ";", "—", "–") and stop < verb.i + 14:
        stop += 1
    return start, stop


def resumed(document: Document, verb: Token) -> tuple[int, int] | None:
    """Return the offsets of a content that goes on after an inserted cue clause, or None."""
    clause = _cue_clause(verb)
    doc = verb.doc
    if clause is None or clause[1] >= verb.sent.end or doc[clause[1]].text != ",":
        return None
    first = clause[1] + 1
    rest = [t for t in doc[first : verb.sent.end] if not t.is_punct and not t.is_space]
    if len(rest) < 2:
        return None
    opening = rest[0]
    goes_on = opening.lower_ in _CONTINUES
    if opening.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        lead = doc[verb.sent.start : clause[0]]
        goes_on = opening.head.i != verb.i or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in lead)
    if opening.lower_ in ("and", "but"):
        following = next((t for t in rest[1:] if t.pos_ in ("VERB", "AUX")), None)
        goes_on = following is not None and lemma_of(following) not in cue_entries()
    if not goes_on:
        return None
    return trimmed(document.text, *snapped(document, *offsets(doc, first, verb.sent.end)))


def inserted(document: Document, verb: Token) -> tuple[int, int] | None:
    """Return the tokens before a cue clause that stands between commas within its content, or None."""
    clause = _cue_clause(verb)
    doc = verb.doc
    if clause is None or clause[0] - verb.sent.start < 2 or doc[clause[0] - 1].text != ",":
        return None
    if clause[1] >= verb.sent.end or doc[clause[1]].text != ",":
        return None
    return verb.sent.start, clause[0] - 1


def _closes_sentence(verb: Token, subject: Token) -> bool:
    """Say whether a cue with its subject ends the sentence behind a comma, though the parser made it a relative."""
    doc = verb.doc
    if any(t.tag_ in ("WP", "WDT", "WP$", "WRB") for t in doc[subject.left_edge.i : verb.i]) or subject.i > verb.i:
        return False
    comma = subject.left_edge.i > verb.sent.start + 2 and doc[subject.left_edge.i - 1].text == ","
    rest = [t for t in doc[verb.i + 1 : verb.sent.end] if not t.is_punct and not t.is_space]
    return comma and len(rest) <= 4 and not any(t.pos_ in ("VERB", "AUX") for t in rest)


def _reaches_back(child: Token) -> int:
    """Return where the sentence starts, when nothing but the content stands before it."""
    start = child.sent.start
    lead = child.doc[start : child.left_edge.i]
    if any(t.text in '"“”' or (t.pos_ in ("VERB", "AUX") and t.dep_ == "ROOT") for t in lead):
        return child.left_edge.i
    return start


def _finite_clause(verb: Token) -> bool:
    return own_subject(verb) is not None or any(c.dep_ in ("expl", "csubj") for c in verb.children)
