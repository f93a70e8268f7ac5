"""A page under the eyes of this room: its tokens, and what the tables know of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.actors.cast import Cast
from onrecord.actors.lexicon import words
from onrecord.actors.tables import Entry, Hit, Tables, read_rows
from onrecord.actors.turns import Turn, turns
from onrecord.language import Document
from onrecord.notes import Notes

PARTICLES = frozenset(
    ("de", "del", "della", "der", "den", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "bin", "ibn",
     "al", "el", "ben", "ter", "ten", "zu", "y", "e")
)  # fmt: skip
"""Small words within names of persons; they do not close one."""

TITLE_CASE_SHARE = 0.7
"""A heading whose words of four letters and more are capitalised in this share is written in title case: its capitals
say nothing. Set on headlines of English-language wire agencies and ministries, where the two habits lie far apart
(below .5, above .9)."""


@dataclass(slots=True)
class Scan:
    """A document with the names of the tables found in it.

    `hit_over` has, for each token that a name covers, the name. `named` are the tokens that belong to a person's name
    on the page. `certain` are the states that some name on the page stands for without a second reading.
    `for_union` are the places where "Brussels" acts for the European Union. `turns` are the
    labelled paragraphs of a transcript. `demonyms` are the tokens of "the Peruvian" said of one person, with the state.
    `beside` are officials who stand together with another, both without a state.
    """

    document: Document
    tables: Tables
    cast: Cast
    notes: Notes
    hit_over: dict[int, Hit] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    for_union: list[Hit] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    demonyms: dict[int, str] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)

    @property
    def doc(self) -> Doc:
        """The tokens."""
        return self.document.doc

    @property
    def date(self) -> str | None:
        """The day of the page, ISO."""
        published = self.document.article.published
        return published[:10] if published else None

    def first(self, hit: Hit) -> int:
        """Return the index of a hit's first token."""
        return self.document.token_at(hit.start).i

    def last(self, hit: Hit) -> int:
        """Return the index of a hit's last token."""
        return self.document.token_at(hit.end - 1).i

    def entry(self, token: Token, *kinds: str) -> Entry | None:
        """Return what a name of the tables over a token stands for, if it is of one of the kinds."""
        hit = self.hit_over.get(token.i)
        if hit is None:
            return None
        return next((e for e in hit.entries if e.kind in kinds), None)

    def country(self, token: Token) -> str | None:
        """Return the state that a token names or is the nationality of; an ambiguous name is settled by the page."""
        hit = self.hit_over.get(token.i)
        return self.country_of(hit) if hit else None

    def country_of(self, hit: Hit) -> str | None:
        """Return the state that a name or nationality stands for, None when the page does not settle which."""
        found = list(dict.fromkeys(e.country for e in hit.entries if e.kind in {"state", "nationality"} and e.country))
        if len(found) < 2:
            return found[0] if found else None
        return self.settle_country(found)

    def settle_country(self, candidates: list[str]) -> str | None:
        """Return the one candidate that the page names without doubt elsewhere, else None."""
        known = [c for c in candidates if c in self.certain]
        if len(known) == 1:
            return known[0]
        if set(candidates) == {"KOR", "PRK"} and "KOR" in known:
            return "KOR"  # whoever deals with it says "North" or "Democratic" of the other
        # "Congo" alone is the larger one by the news agencies' custom; Brazzaville's is always told apart.
        return "COD" if set(candidates) == {"COD", "COG"} and not known else None

    def is_title_case(self, start: int, end: int) -> bool:
        """Return whether a stretch of text is written in title case."""
        if self.document.text[end - 1] in '.?!”"':
            return False
        long = [t for t in self.document.tokens(start, end) if t.is_alpha and len(t) >= 4]
        return len(long) >= 3 and sum(t.text[0].isupper() for t in long) >= TITLE_CASE_SHARE * len(long)


def scan_page(document: Document, tables: Tables, cast: Cast, notes: Notes) -> Scan:
    """Return the page with every name of the tables found, in one pass over its text."""
    scan = Scan(document, tables, cast, notes, turns=turns(document))
    elsewhere = _namesakes(document.text)
    for hit in tables.match(document.text):
        if document.text[hit.start : hit.end] in elsewhere:
            hit = Hit(hit.start, hit.end, (Entry("city", hit.entries[0].name, elsewhere[hit.entries[0].name]),))
        if all(e.kind == "outlet" for e in hit.entries) and _is_a_field(hit.entries[0].name):
            continue
        span = document.tokens(hit.start, hit.end)
        if not len(span) or (span[0].idx != hit.start and span[0].idx + len(span[0]) < hit.end):
            continue
        for token in span:
            scan.hit_over[token.i] = hit
        states = {e.country for e in hit.entries if e.country and e.kind in {"state", "nationality", "city"}}
        if len(states) == 1:
            scan.certain.update(s for s in states if s)
    return scan


def _namesakes(text: str) -> dict[str, str]:
    """Return the names of states that stand for another place on this page, with the country of that place."""
    found = {}
    for row in read_rows("namesakes.tsv"):
        shown = row["name"] in text and any(w in text for w in row["shown_by"].split(";"))
        if shown and not any(w in text for w in row["state_shown_by"].split(";")):
            found[row["name"]] = row["other"]
    return found


def _is_a_field(name: str) -> bool:
    """Return whether an outlet's name is what ministries are for ("Foreign Affairs")."""
    return all(w.lower() in words("fields_of_office") for w in name.split())


_MONTHS_AND_GIVEN_NAMES = frozenset(("jan", "april", "may", "june", "august", "mar"))


def _given_like_a_month(token: Token) -> bool:
    """Return whether a word for a month is a given name here: another capitalised word follows, no number."""
    if token.lower_ not in _MONTHS_AND_GIVEN_NAMES or token.i + 1 >= len(token.doc):
        return False
    after = token.doc[token.i + 1]
    return after.text[0].isupper() and after.is_alpha and after.lower_ not in words("name_stops")


def looks_like_name(token: Token) -> bool:
    """Return whether a token may be a word of a person's name by its shape."""
    text = token.text
    if not text[0].isupper() or (token.lower_ in words("name_stops") and not _given_like_a_month(token)):
        return False
    return all(c.isalpha() or c in "-'’." for c in text) and (len(text) > 1 or text.isalpha())
