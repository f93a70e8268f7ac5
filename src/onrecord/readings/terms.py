"""Terms: loaded or scare-quoted words, whose they are, and the page's own word for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from onrecord.language import Document
from onrecord.quotation import Quotation
from onrecord.readings.phrases import noun_phrase
from onrecord.readings.tables import rows
from onrecord.readings.voices import Voices
from onrecord.record import Term
from onrecord.record.readings import TermKind

_ROLES = ("body", "standfirst", "heading")
_LONGEST = 6
"""Words of a quoted fragment that still counts as a term; the longest annotated one without a naming verb has five."""
_LONGEST_NAMED = 12
"""The same after a naming verb ("called it ..."), which itself says that the words are a name."""
_UPWARD = 6
"""Steps from a naming verb up to the verb whose subject does the naming; three in "acted over what it called ..."."""
_SO_CALLED = re.compile(r"\bso-called\s+(?P<quote>[\"“‘'])?", re.I)
_PRONOUNS = frozenset({"it", "this", "that", "them", "him", "her", "these", "those", "what", "which", "such"})


def read_terms(voices: Voices) -> tuple[Term, ...]:
    """Return the loaded words of the page in order; a phrase that is told again is listed once.

    Found are fragments in quotation marks that are no sentence of their own, what stands after "so-called", and set
    phrases of diplomacy (data/readings/set_phrases.tsv).
    """
    found = [*_quoted(voices), *_so_called(voices), *_set_phrases(voices)]
    text = voices.layers.document.text
    kept: list[Term] = []
    seen: set[str] = set()
    for term in sorted(found, key=lambda t: (t.start, t.end - t.start)):
        key = term.term.lower()
        if key in seen or (kept and term.start < kept[-1].end):
            continue
        seen.add(key)
        if term.report_says is None and (plain := _plain_word(voices.layers.document, term.term)) is not None:
            term = term.model_copy(update={"report_says": plain})
        if _distanced(text, term):
            term = term.model_copy(update={"used_by": _first_user(kept, term)})
        kept.append(term)
    return tuple(kept)


def _distanced(text: str, term: Term) -> bool:
    """Say whether a speaker holds the word at arm's length: "the so-called ..." is somebody else's."""
    return re.search(r"so-called\s+[\"“‘']?$", text[max(0, term.start - 14) : term.start], re.I) is not None


def _first_user(earlier: Sequence[Term], term: Term) -> str | None:
    """Return who used the word before, by the last earlier term that shares a word with it; None when nobody did."""
    own = set(re.findall(r"\w{4,}", term.term.lower()))
    users = [t.used_by for t in earlier if own & set(re.findall(r"\w{4,}", t.term.lower()))]
    return users[-1] if users else None


def _quoted(voices: Voices) -> Iterator[Term]:
    document = voices.layers.document
    for quotation in document.quotations:
        paragraph = document.paragraph_at(quotation.start)
        if paragraph is None or paragraph.role not in _ROLES or not quotation.closed or quotation.continues:
            continue
        start, end = _trim(document.text, quotation)
        tokens = document.tokens(start, end)
        naming = _naming(document, quotation)
        if not len(tokens) or not _is_fragment(document, quotation, tokens, named=naming is not None):
            continue
        if naming is None and quotation.depth == 0 and _is_speech(voices, start):
            continue
        text = document.text[start:end]
        kind: TermKind = _known().get(text.lower()) or ("label" if naming is not None else "scare-quote")
        yield Term(
            start=start, end=end, text=text, term=text, kind=kind,
            used_by=_user(voices, start, naming),
            report_says=_own_word(document, quotation, naming),
        )  # fmt: skip


def _is_speech(voices: Voices, offset: int) -> bool:
    """Say whether the quoted words are the statement itself and not a word within somebody's report of one."""
    statement = voices.statement_at(offset)
    return statement is not None and statement.kind == "direct"


def _trim(text: str, quotation: Quotation) -> tuple[int, int]:
    """Return the quoted words without the punctuation that a closing mark takes in."""
    start, end = quotation.inner_start, quotation.inner_end
    while end > start and text[end - 1] in " ,.;:\u2026\"'”’“‘":
        end -= 1
    while start < end and text[start] in " \"'”’“‘\u2026":
        start += 1
    return start, end


def _is_fragment(document: Document, quotation: Quotation, tokens: Tokens, *, named: bool) -> bool:
    """Say whether quoted words are a name or an attribute, and not a sentence, a predicate or a time."""
    count = sum(1 for t in tokens if not t.is_punct)
    if not 0 < count <= (_LONGEST_NAMED if named else _LONGEST):
        return False
    if not any(t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "PRON") for t in tokens):
        return False
    text = document.text
    if any(mark in text[tokens[0].idx : tokens[-1].idx] for mark in ("? ", ". ", "! ")):
        return False
    if any(t.ent_type_ in ("DATE", "TIME") for t in tokens) and tokens[0].pos_ == "ADP":
        return False
    lead = text[max(0, quotation.start - 2) : quotation.start].strip()
    opens = quotation.start == 0 or lead in (",", ":", ".", "")
    if tokens[0].is_title and tokens[0].pos_ != "PROPN" and opens:
        return False
    if text[quotation.inner_end - 1] in ",?!" and not named:
        return False  # the comma before "he said": speech
    if named:
        return not (_finite(tokens) and tokens[0].is_title)
    return not _finite(tokens) and not _infinitive(tokens)


def _finite(tokens: Tokens) -> bool:
    """Say whether a finite verb heads the words or one of their clauses that is not a relative one."""
    for token in tokens:
        if token.tag_ == "MD" or token.tag_ in ("VBD", "VBZ", "VBP"):
            head = token.head if token.dep_ in ("aux", "auxpass") else token
            if token.tag_ == "VBD" and head is token and token.dep_ in ("amod", "acl", "nmod", "compound"):
                continue
            if head.dep_ != "relcl":
                return True
    return False


def _infinitive(tokens: Tokens) -> bool:
    first = tokens[0]
    if first.lower_ == "to" and len(tokens) > 1 and tokens[1].tag_ == "VB":
        return True
    return first.tag_ == "VB" and first.dep_ not in ("compound", "amod")


@cache
def _namers() -> dict[str, str]:
    return dict(rows("naming.tsv"))  # type: ignore[arg-type]


@cache
def _known() -> dict[str, TermKind]:
    return {r[0]: r[1] for r in rows("set_phrases.tsv")}  # type: ignore[misc]


@cache
def _plain_words() -> dict[str, tuple[str, ...]]:
    return {r[0]: tuple(r[2].split("|")) for r in rows("set_phrases.tsv") if len(r) > 2 and r[2]}


def _plain_word(document: Document, term: str) -> str | None:
    """Return the plain word that the page uses in its own voice for what a set phrase names, the most frequent one."""
    counts: dict[str, int] = {}
    for word in _plain_words().get(term.lower(), ()):
        for match in re.finditer(rf"\b{re.escape(word)}\b", document.text, re.I):
            if document.quotation_at(match.start()) is None:
                counts[word] = counts.get(word, 0) + 1
    return max(counts, key=lambda w: (counts[w], -len(w))) if counts else None


def _naming(document: Document, quotation: Quotation) -> Token | None:
    """Return the naming verb that introduces a quotation: "called the closure ...", "describing it as ..."."""
    first = document.token_at(quotation.start)
    for token in reversed(document.doc[first.sent.start : first.i]):
        if token.lower_ in ("“", '"', "”") or token.text in (";", ".", ":"):
            return None
        particle = _namers().get(token.lemma_.lower()) if token.pos_ in ("VERB", "AUX", "NOUN") else None
        if particle is not None:
            between = document.doc[token.i + 1 : first.i].text.lower()
            if between.split()[:1] in (["for"], ["on"], ["out"], ["off"]):
                return None  # "called for", "called out"
            if particle == "-" or between.endswith(particle.split()[-1]) or f" {particle} " in f" {between} ":
                return token
            return None
        if first.i - token.i > 14 or (token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP")):
            return None
    return None


def _own_word(document: Document, quotation: Quotation, naming: Token | None) -> str | None:
    """Return what the page itself calls the named thing: the words between the naming verb and the name."""
    if naming is None:
        return _said_to_be(document, quotation)
    between = document.text[naming.idx + len(naming) : quotation.start].strip()
    particle = _namers()[naming.lemma_.lower()]
    between = re.sub(r"(?:^|\s)as$", "", between).removeprefix("to ").strip()
    if re.fullmatch(r"(?:as )?(?:an?|the)?|by\b.*", between.lower()):
        if particle != "-" and (after := _object_after(document, naming, quotation)):
            return after
        subjects = [c for c in naming.children if c.dep_ == "nsubjpass"]
        between = _phrase(subjects[0]) if subjects else ""
    if particle == "-" and (indefinite := re.fullmatch(r"an? (\w+ .*)", between)):
        between = indefinite[1]  # "calling a report in the paper "pure fiction""
    if not between or between.lower() in _PRONOUNS or re.match(r"(?:as |an? )", between.lower()):
        return None
    return re.sub(r"\s+(?:an?|the|his|her|its|their|our|my)$", "", between)


def _said_to_be(document: Document, quotation: Quotation) -> str | None:
    """Return what is said to be the quoted thing: in 'said the ruling was "a farce"'."""
    for token in document.tokens(quotation.inner_start, quotation.inner_end):
        if token.dep_ in ("attr", "acomp") and token.head.lemma_ == "be" and token.head.idx < quotation.start:
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.pos_ == "NOUN" and subject.idx < quotation.start:
                start, end = noun_phrase(document, subject)
                return document.text[start:end]
    return None


def _object_after(document: Document, naming: Token, quotation: Quotation) -> str | None:
    """Return the named thing where it comes last: in "dismissed as a fraud the second count"."""
    for child in naming.children:
        if child.dep_ == "dobj" and child.idx >= quotation.end:
            start, end = noun_phrase(document, child)
            return document.text[start:end]
    return None


def _phrase(noun: Token) -> str:
    tokens = list(noun.subtree)
    return noun.doc[tokens[0].i : tokens[-1].i + 1].text.strip()


def _user(voices: Voices, start: int, naming: Token | None) -> str | None:
    """Return whose word it is: who does the naming, else who speaks the words that hold it."""
    if naming is not None:
        # The parser hangs "calling it ..." on any verb of the sentence; the one who calls is who the sentence is about.
        participle = naming.tag_ == "VBG" and not any(c.dep_ in ("nsubj", "aux") for c in naming.children)
        here = naming.sent.root if participle else naming
        for _ in range(_UPWARD):
            for child in here.children:
                if child.dep_ in ("nsubj", "agent") and child.tag_ not in ("WDT", "WP"):
                    named = next((c for c in child.children if c.dep_ == "pobj"), child)  # "described by X as"
                    actor = voices.cast.covering(named.idx)
                    if actor is not None:
                        return actor
            if here.head is here:
                break
            here = here.head
    return speaker_at(voices, start) or _main_subject(voices, start)


def _main_subject(voices: Voices, offset: int) -> str | None:
    """Return who acts in the sentence, where no statement was found to hold the words."""
    if voices.statement_at(offset) is not None:
        return None
    root = voices.layers.document.token_at(offset).sent.root
    subject = voices.subject_of(root)
    return voices.cast.covering(subject.idx) if subject is not None else None


def speaker_at(voices: Voices, offset: int) -> str | None:
    """Return who speaks the words at an offset, a reported voice before the one that reports it."""
    statement = voices.statement_at(offset)
    while statement is not None:
        if statement.speaker is not None:
            return statement.speaker
        statement = voices.by_id.get(statement.nested_in or "")
    return None


def _so_called(voices: Voices) -> Iterator[Term]:
    document = voices.layers.document
    for match in _SO_CALLED.finditer(document.text):
        paragraph = document.paragraph_at(match.start())
        if match["quote"] or paragraph is None or paragraph.role not in _ROLES:
            continue  # the quotation itself is the term
        first = document.token_at(match.end())
        last = first
        for token in document.doc[first.i : first.i + 5]:
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text not in ("-", "’s", "'s"):
                break
            last = token
        start, end = first.idx, last.idx + len(last)
        text = document.text[start:end]
        if last.pos_ in ("NOUN", "PROPN"):
            yield Term(start=start, end=end, text=text, term=text, kind="label")


@cache
def _phrases() -> re.Pattern[str]:
    ordered = sorted(_known(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.I)


def _set_phrases(voices: Voices) -> Iterator[Term]:
    document = voices.layers.document
    for match in _phrases().finditer(document.text):
        paragraph = document.paragraph_at(match.start())
        if paragraph is not None and paragraph.role in _ROLES:
            yield Term(
                start=match.start(), end=match.end(), text=match.group(), term=match.group(),
                used_by=speaker_at(voices, match.start()), kind=_known()[match.group().lower()],
            )  # fmt: skip
