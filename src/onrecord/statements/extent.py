"""Extents: where the words of a reported statement start and end, by the clauses around its cue."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from onrecord.language import Document
from onrecord.statements.grammar import own_subject
from onrecord.statements.lexicon import compound_lemma, cue_entries, lemma_of, word_list

_TRAILING = " \t\n\r\u00a0,;:–—-.?!"
_MARKS = "\"'“”‘’«»„"


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return an extent without blanks and stray punctuation at its edges; None when nothing is left.

    A full stop goes too, unless quotation marks end after it; a mark whose partner lies outside goes as well.
    """
    while start < end and (text[start].isspace() or text[start] in ",;:.–—-…)]"):
        start += 1
    while end > start and (text[end - 1] in _TRAILING or text[end - 1] in "(["):
        end -= 1
    body = text[start:end]
    for mark, partner in (('"', '"'), ("“", "”"), ("”", "“"), ("«", "»")):
        lone = body.count(mark) % 2 == 1 if mark == partner else body.count(mark) != body.count(partner)
        if lone and body.startswith(mark):
            return trimmed(text, start + 1, end)
        if lone and body.endswith(mark):
            return trimmed(text, start, end - 1)
    return (start, end) if any(c.isalnum() for c in body) else None


def offsets(doc: Doc, first: int, stop: int) -> tuple[int, int]:
    """Return the offsets of tokens `first` up to, not including, `stop`."""
    return doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])


def right_region(verb: Token, first: Token) -> tuple[int, int]:
    """Return the tokens (start, stop) of what a cue verb takes, from its complement `first` to the clause's end."""
    start, stop = first.left_edge.i, first.right_edge.i + 1
    for child in verb.rights:
        if child.i <= first.i:
            continue
        if child.dep_ == "punct":
            continue
        if child.dep_ == "cc":
            continue
        if child.dep_ in ("conj", "parataxis", "agent", "dative") or _leaves_content(child):
            if child.dep_ == "conj" and _goes_on_as_content(verb, first, child):
                stop = max(stop, child.right_edge.i + 1)
                continue
            break
        stop = max(stop, child.right_edge.i + 1)
    return max(start, verb.i + 1), _cut(verb, first, start, stop)


def _leaves_content(child: Token) -> bool:
    """Say whether a child of the cue after its complement belongs to the saying, not to what was said."""
    if child.dep_ == "npadvmod":
        return True
    doc = child.doc
    start = child.left_edge.i
    after_comma = start > 0 and doc[start - 1].text == ","
    if child.dep_ == "advcl":
        lemma = lemma_of(child)
        if child.tag_ == "VBG" and not any(c.dep_ == "mark" for c in child.children):
            return after_comma or lemma in cue_entries()
        marks = {c.lower_ for c in child.children if c.dep_ in ("mark", "advmod")}
        return bool(marks & word_list("subordinator")) and (after_comma or bool(marks & {"after", "as", "when"}))
    if child.dep_ == "prep":
        if child.lower_ in ("according", "after", "before", "following"):
            return True
        heads = {t.lower_ for t in child.subtree if t.dep_ in ("pobj", "compound")}
        return bool(heads & word_list("channel-noun")) and child.lower_ in _VENUE
    return False


def _goes_on_as_content(cue: Token, first: Token, conjunct: Token) -> bool:
    """Say whether a clause joined to a cue goes on with what was said: it has a subject of its own and is no cue.

    "Claimed that her papers were taken and she was held": the parser hangs "was held" on the cue as often as not.
    """
    if first.tag_ == conjunct.tag_ and first.tag_ in ("VB", "VBG") and not has_helper(conjunct):
        return True  # "to triple the size of the one, grow the other"
    if first.pos_ not in ("VERB", "AUX") or conjunct.pos_ not in ("VERB", "AUX") or _knows(conjunct):
        return False
    subject = own_subject(conjunct)
    if subject is None or subject.i < first.i:
        return any(c.dep_ == "expl" for c in conjunct.lefts)
    comma = any(t.text in (",", ";") for t in conjunct.doc[max(0, conjunct.left_edge.i - 2) : conjunct.left_edge.i + 1])
    return not comma or subject.pos_ == "PRON"


def has_helper(verb: Token) -> bool:
    """Say whether a verb has an auxiliary other than "to"."""
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in verb.lefts)


_VENUE = frozenset({"in", "at", "on", "during", "via", "by", "to"})


def _cut(verb: Token, first: Token, start: int, stop: int) -> int:
    """Return where the content really stops: before a clause within it that is the reporter's own.

    The parser hangs a second cue ("said it would ..., and welcomed ...") on the content's verb; a conjunct without a
    subject of its own in the cue's very tense, after a content with an auxiliary, goes back to the cue. So does
    "adding that", and "according to".
    """
    doc = verb.doc
    content_verb = first if first.pos_ in ("VERB", "AUX") else None
    for i in range(max(start, first.left_edge.i), stop):
        token = doc[i]
        if token.lower_ == "according" and i + 1 < stop and doc[i + 1].lower_ == "to":
            return i
        if token.lower_ == "what" and i > first.i + 1 and doc[i - 1].lower_ == "in" and doc[i - 2].text == ",":
            return i - 2  # the reporter's own ", in what would be the first visit since ..."
        if i <= first.i:
            continue
        if returns_to_cue(token, verb, content_verb):
            back = i
            while back > start and doc[back - 1].dep_ in ("advmod", "aux", "neg") and doc[back - 1].i > first.i:
                back -= 1
            while back > start and (doc[back - 1].dep_ in ("cc", "punct") or doc[back - 1].lower_ in ("and", "but")):
                back -= 1
            return back
        if token.dep_ in ("advcl", "amod") and token.tag_ == "VBG" and doc[i - 1].text == "," and _reports(token):
            return i
        if doc[i - 1].text == "," and _sets_against(token):
            return i - 1
    return stop


def _sets_against(mark: Token) -> bool:
    """Say whether a word opens a clause in which somebody else says something (", while Chile warned that ...")."""
    if mark.lower_ not in word_list("contrast") or mark.dep_ != "mark" or mark.head.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    subject = own_subject(mark.head)
    speech = any(e.act == "speech" for e in cue_entries().get(lemma_of(mark.head), ()))
    return speech and subject is not None and subject.pos_ in ("NOUN", "PROPN")


def _reports(participle: Token) -> bool:
    """Say whether a participle after a comma goes on reporting for the cue's subject ("..., adding that ...")."""
    return any(e.act == "speech" and e.frames & set("ca") for e in cue_entries().get(lemma_of(participle), ()))


def returns_to_cue(token: Token, cue: Token, content: Token | None) -> bool:
    """Say whether a conjunct within the content is a second verb of the cue's own subject."""
    if content is None or token.dep_ != "conj" or token.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in content.lefts)
    if token.tag_ != cue.tag_ and not modal:
        return False
    if own_subject(token) is not None or any(c.dep_ in ("aux", "auxpass", "mark") for c in token.lefts):
        return False
    if not _knows(token):
        return False
    after_comma = any(t.text == "," for t in token.doc[max(0, token.i - 3) : token.i])
    if any(c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.lefts) for c in token.rights):
        return True  # "... had come, and warned that ..."
    if any(e.polarity == "declined" for e in cue_entries().get(lemma_of(token), ())):
        return True
    helpers = [c for c in content.lefts if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ == "MD" for c in helpers):
        return True
    if helpers:
        return after_comma
    speech = any(e.act == "speech" for e in cue_entries().get(lemma_of(token), ())) or compound_lemma(token) is not None
    if after_comma and speech:
        return True
    return content.tag_ != token.tag_ and content.tag_ in ("VBD", "VBZ", "VBP")


def _knows(token: Token) -> bool:
    lemma = lemma_of(token)
    return lemma in cue_entries() or any(f"{lemma}_{c.lower_}" in cue_entries() for c in token.rights)


def conjoined(document: Document, start: int, stop: int, first: Token) -> list[tuple[int, int]]:
    """Split a content at conjuncts that stand as clauses of their own: "... and that ..."."""
    doc = document.doc
    cuts = []
    for i in range(first.i + 1, stop):
        token = doc[i]
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and _joined_to(token, first):
            mark = next((c for c in token.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
            if mark is not None and mark.i > start and doc[mark.i - 1].lower_ in ("and", "but", "or", ","):
                cuts.append(mark.i)
    edges = [start, *cuts, stop]
    parts = []
    for a, b in pairwise(edges):
        while b > a and (doc[b - 1].lower_ in ("and", "but", "or") or doc[b - 1].is_punct) and b != stop:
            b -= 1
        if b > a:
            parts.append((a, b))
    return parts


def _joined_to(token: Token, first: Token) -> bool:
    """Say whether a conjunct hangs on a clause through conjuncts only."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        if token.i == first.i:
            return True
    return False


def snapped(document: Document, start: int, end: int) -> tuple[int, int]:
    """Stretch an extent to the end of a quotation that starts within it and ends beyond it."""
    for quotation in document.quotations:
        if quotation.start >= end:
            break
        if quotation.depth == 0 and start <= quotation.start < end < quotation.end and quotation.closed:
            end = quotation.end
    return start, end
