"""The words that name people and bodies by what they are: offices, trades, institutions, honorifics, short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.actors.tables import read_rows


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people or bodies; `sector` "=" takes that of the body that qualifies it."""

    lemma: str
    sector: str
    type: str

    @property
    def pronoun(self) -> str | None:
        """What the noun itself says of the person ("spokeswoman", "husband"), None where it says nothing.

        "Spokesman" and "chairman" say nothing: many papers write them of women.
        """
        if self.lemma in words("nouns_of_her") or self.lemma.endswith("woman"):
            return "she"
        return "he" if self.lemma in words("nouns_of_him") else None


@dataclass(frozen=True, slots=True)
class Honorific:
    """What stands before a name and what it tells; None where it tells nothing."""

    title: str
    pronoun: str | None
    sector: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short or peculiar form of an office or body; `country` where one state alone uses it."""

    short: str
    kind: str
    full: str
    country: str | None


@cache
def roles() -> Mapping[str, Noun]:
    """Return the nouns for people in an office or trade, by lemma."""
    return {row["noun"].lower(): Noun(row["noun"], row["sector"], row["type"]) for row in read_rows("roles.tsv")}


@cache
def institutions() -> Mapping[str, Noun]:
    """Return the nouns for bodies, by their last word or words."""
    return {row["noun"]: Noun(row["noun"], row["sector"], row["type"]) for row in read_rows("institutions.tsv")}


@cache
def honorifics() -> Mapping[str, Honorific]:
    """Return what stands before names, as written."""
    return {
        row["title"]: Honorific(
            row["title"], row.get("pronoun") or None, row.get("sector") or None, row.get("office") or None
        )
        for row in read_rows("honorifics.tsv")
    }


@cache
def short_forms() -> Mapping[str, ShortForm]:
    """Return short forms of offices and bodies, as written."""
    return {
        row["short"]: ShortForm(row["short"], row["kind"], row["full"], row.get("country") or None)
        for row in read_rows("short_forms.tsv")
    }


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a plain list of this room's data, lower-cased."""
    return frozenset(row["word"].lower() for row in read_rows(f"{name}.tsv"))


@cache
def epithets() -> Mapping[str, frozenset[str]]:
    """Return what states are called besides their names, with the states that each may be (ISO 3166-1 alpha-3)."""
    return {row["words"]: frozenset(row["may_be"].split(";")) for row in read_rows("epithets.tsv")}


@cache
def monarchies() -> Mapping[str, frozenset[str]]:
    """Return the titles of monarchs, with the states that have one (ISO 3166-1 alpha-3)."""
    return {row["title"]: frozenset(row["states"].split(";")) for row in read_rows("monarchies.tsv")}


def honorific_of(token: Token) -> Honorific | None:
    """Return the honorific that a token is, written as usual or in capitals ("MS. HOLT:")."""
    held = honorifics()
    return held.get(token.text) or (held.get(token.text.capitalize()) if token.text.isupper() else None)


def role_at(token: Token) -> Noun | None:
    """Return the noun for a person that a token is the last word of, or None; two words go before one."""
    return _noun_at(token, roles(), _last_words_of_roles())


def institution_at(token: Token) -> Noun | None:
    """Return the noun for a body that a token is the last word of, or None; two words go before one."""
    return _noun_at(token, institutions(), _last_words_of_institutions())


def singular(token: Token) -> str:
    """Return a noun in the singular, lower-cased; the parser's lemma, mended where it leaves a plural."""
    lowered: str = token.lower_
    if not lowered.endswith(("s", "men")):
        return str(token.lemma_).lower() if token.tag_ == "NNS" else lowered
    if lowered.endswith("men") and lowered[:-3] + "man" in roles():
        return lowered[:-3] + "man"
    if lowered.endswith("ies"):
        return lowered[:-3] + "y"
    if lowered.endswith("s") and (lowered[:-1] in roles() or lowered[:-1] in institutions()):
        return lowered[:-1]
    return str(token.lemma_).lower() if token.tag_ == "NNS" else lowered


def is_plural(token: Token) -> bool:
    """Return whether a noun is written in the plural."""
    lowered = token.lower_
    return lowered != singular(token) or (token.tag_ in {"NNS", "NNPS"} and not lowered.endswith("ss"))


@cache
def _last_words_of_roles() -> frozenset[str]:
    return _last_words(roles())


@cache
def _last_words_of_institutions() -> frozenset[str]:
    return _last_words(institutions())


def _last_words(nouns: Mapping[str, Noun]) -> frozenset[str]:
    """Return the last words of the nouns of several words, which alone make it worth to look further left."""
    return frozenset(re.split(r"[ -]", noun)[-1] for noun in nouns if " " in noun or "-" in noun)


def _noun_at(token: Token, nouns: Mapping[str, Noun], last_words: frozenset[str]) -> Noun | None:
    lowered: str = token.lower_
    if lowered in last_words:
        doc, at = token.doc, token.i
        for length in (3, 2):
            if at >= length - 1:
                found = nouns.get(doc[at - length + 1 : at + 1].text.lower())
                if found:
                    return found
    noun = nouns.get(lowered) or (nouns.get(singular(token)) if lowered.endswith(("s", "men")) else None)
    if noun and noun.lemma.isupper() and not token.text[:2].isupper():
        return None
    return noun
