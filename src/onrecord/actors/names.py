"""Names of persons: where one ends, and whether two are of the same person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.actors.lexicon import honorific_of, honorifics, institution_at, role_at
from onrecord.actors.scan import PARTICLES, Scan, looks_like_name
from onrecord.actors.tables import fold

LONGEST_NAME = 6
"""Words of a name: given names, particles and two family names."""


LONG_ENOUGH = 5
"""Letters of a word that may be one name in two spellings; shorter ones are too alike (Li and Lee, Han and Hahn)."""


def end_of_name(
    scan: Scan, at: int, *, known: frozenset[str] = frozenset(), titled: bool = False, honoured: bool = False
) -> int:
    """Return the end of the person's name that begins at token `at`, or `at` when none does.

    `known` restricts the name to words of names known from elsewhere on the page (for headings in title case).
    `titled` says that a title stands before, so that a place's name may be a person's ("President Jordan Hale");
    `honoured` that an honorific does, so that it is one ("Ms Jordan").
    """
    doc = scan.doc
    limit = min(len(doc), at + LONGEST_NAME)
    end = at
    while end < limit:
        token = doc[end]
        if end > at and (token.is_sent_start and not doc[end - 1].text.endswith(".")):
            break
        if end > at and token.lower_ in PARTICLES and end + 1 < limit:
            joined = end + 2 < limit and _joins(doc[end + 1], doc[end + 2])
            if joined or looks_like_name(doc[end + 1]):
                end += 3 if joined else 1
                continue
        if end > at and end + 1 < limit and _joins(token, doc[end + 1]):
            end += 2
            continue
        if not looks_like_name(token) or (known and fold(token.text).lower() not in known):
            break
        if honorific_of(token) and end == at:
            break
        if not (honoured and end == at) and _is_other_name(scan, token, end == at, titled):
            break
        end += 1
    while end > at and (doc[end - 1].text in PARTICLES or doc[end - 1].text == "-") and doc[end - 2].text != "-":
        end -= 1
    return end


def _joins(hyphen: Token, following: Token) -> bool:
    """Return whether a hyphen joins the next word to the name ("al-Amr", "Lung-bin")."""
    return hyphen.text in {"-", "‐"} and not hyphen.whitespace_ and following.text[:1].isalpha()


def _is_other_name(scan: Scan, token: Token, opens: bool, titled: bool) -> bool:
    """Return whether the tables give a token to a state, body or outlet rather than to a person here."""
    hit = scan.hit_over.get(token.i)
    if hit is None:
        if opens and role_at(token) is not None:
            return token.ent_type_ != "PERSON"
        body = institution_at(token) is not None and token.pos_ != "PROPN"
        return body or (role_at(token) is not None and not opens)
    kinds = {e.kind for e in hit.entries}
    if "person" in kinds:
        return False
    if kinds <= {"city"}:
        whole = scan.last(hit) + 1
        more = whole < len(scan.doc) and looks_like_name(scan.doc[whole]) and whole not in scan.hit_over
        return opens and not titled and not more
    if kinds == {"nationality"} and titled and not opens and token.pos_ in {"PROPN", "NOUN"}:
        following = scan.doc[token.i + 1] if token.i + 1 < len(scan.doc) else None
        return following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ"}  # a family name: "Volda Turk said"
    if kinds == {"outlet"} and scan.first(hit) == scan.last(hit) and token.ent_type_ == "PERSON":
        return False  # an agency's name that is also a given name
    after = scan.doc[token.i + 1] if token.i + 1 < len(scan.doc) else None
    given = after is not None and looks_like_name(after) and after.i not in scan.hit_over and role_at(after) is None
    # "Jordan" or "Chad" opens a person's name when a title stands before and a family name follows.
    return not (opens and titled and given and kinds == {"state"})


def words_of_name(text: str) -> tuple[str, ...]:
    """Return a name's words, folded and lower-cased, honorifics and full stops taken off."""
    parts = [p for p in fold(text).split() if p not in honorifics()]
    return tuple(w for p in parts for w in [p.strip(".,").lower()] if w)


def sounds(word: str) -> str:
    """Return a key that the usual transliterations of one name share (Zelensky, Zelenskyy, Zelenskiy)."""
    word = re.sub(r"(iy|ij|yy|yi|ii)$", "y", word)
    word = re.sub(r"[ijy]+", "i", word)
    word = word.replace("kh", "h").replace("w", "v").replace("ck", "k").replace("ph", "f")
    return re.sub(r"(.)\1+", r"\1", word)


def fits(short: Sequence[str], full: Sequence[str]) -> bool:
    """Return whether `short` may be a shorter form of the name `full`.

    Every word of it is a word of the full name, in order, or an initial of one; an initial alone is not enough.
    """
    at, whole = 0, False
    for word in short:
        while at < len(full) and not _word_fits(word, full[at]):
            at += 1
        if at == len(full):
            return False
        whole = whole or (len(word) > 1 and full[at] not in PARTICLES)
        at += 1
    return whole


def _word_fits(word: str, full: str) -> bool:
    if word == full or (len(word) == 1 and full.startswith(word)) or (len(full) == 1 and word.startswith(full)):
        return True
    return len(word) >= LONG_ENOUGH and len(full) >= LONG_ENOUGH and word[0] == full[0] and sounds(word) == sounds(full)
