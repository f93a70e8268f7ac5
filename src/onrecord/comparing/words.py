"""Words: what two sentences have in common, whatever form or synonym each side chose."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from spacy.tokens import Token

_ENDINGS = (
    "isation", "ization", "ication", "ations", "ation", "itions", "ition", "ements", "ement", "ments", "ment", "eries",
    "ings", "ing", "ery", "ally", "als", "al", "ies", "ers", "er", "ed", "es", "ly", "ity", "ify", "ate", "ive", "ion",
    "y", "s", "e",
)  # fmt: skip
"""Endings that one word family exchanges (approve, approval, approving), longest first."""
_SHORTEST = 4
"""Letters that must stay of a stem, so that short words keep their identity ("state" is not "stal")."""
_NAME = 5
"""Letters by which a proper name counts: Chile and Chilean, Canada and Canadian share them."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def table(name: str) -> list[list[str]]:
    """Return the rows of a table of this room, without its comments."""
    text = (files("onrecord") / "data" / "comparing" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def passing() -> frozenset[str]:
    """Return the words that every account of a meeting holds."""
    return frozenset(row[0] for row in table("passing.tsv"))


@cache
def _meanings() -> dict[str, str]:
    meanings: dict[str, str] = {}
    for name, lemmas, _ in table("synonyms.tsv"):
        for lemma in lemmas.split():
            meanings[lemma] = f"={name}"
    return meanings


@cache
def deeds() -> frozenset[str]:
    """Return the meanings that say what is done, and so are no topic by themselves."""
    return frozenset(f"={name}" for name, _, sort in table("synonyms.tsv") if sort == "deed")


@cache
def formulas() -> frozenset[str]:
    """Return the words of readouts that make no point."""
    return frozenset(row[0] for row in table("formulas.tsv"))


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return deeds that undo each other, as pairs of sets of lemmas."""
    return tuple((frozenset(a.split()), frozenset(b.split())) for a, b in table("opposites.tsv"))


@cache
def strengths() -> dict[str, str]:
    """Return the strength that each reporting word gives a point."""
    return {row[0]: row[1] for row in table("strength.tsv")}


@cache
def stem(lemma: str) -> str:
    """Return the word family of a lemma: a shared meaning (`=visit`), or the lemma without its ending."""
    lemma = lemma.lower().strip("’'")
    if lemma in _meanings():
        return _meanings()[lemma]
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= (_SHORTEST if ending != "s" else 3):
            lemma = lemma[: -len(ending)]
            break
    return _meanings().get(lemma, lemma)


def key_of(token: Token) -> str | None:
    """Return what a token counts as when points are compared, or None for a word that ties nothing together.

    A proper name counts by its first letters, so that a country, its people and its adjective are mostly one
    (`@chile` for Chile, Chilean, Chileans).
    """
    if token.pos_ not in _CONTENT or any(c.isdigit() for c in token.text) or token.like_num or len(token) < 2:
        return None
    if token.dep_ == "compound" and token.head.lemma_.lower().startswith("union"):
        return None  # a trade unionist has nothing to do with trade
    word = token.lower_
    following = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if (word.startswith("look") and following == "forward") or (word == "end" and following == "of"):
        return None  # "looks forward to", "by the end of May"
    if word == "agreement" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        return None  # the agreement to do something is no treaty
    if not passing().isdisjoint((word, token.lemma_.lower(), word.removesuffix("s"))) or "." in word:
        return None
    if token.pos_ == "PROPN" or token.ent_type_ == "NORP":
        meaning = stem(word)
        return meaning if meaning.startswith("=") else "@" + word[:_NAME]
    return stem(token.lemma_)
