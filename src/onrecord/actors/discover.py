"""Names of outlets and bodies that the page itself gives away by their form or their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.actors.lexicon import institutions, role_at, words
from onrecord.actors.scan import Scan
from onrecord.actors.tables import Entry, Hit
from onrecord.actors.turns import askers

# The agency of a dateline, "ANKARA, March 3 (Northline) -"; of a report's foot, "(Northline)" alone.
_FILED_BY = re.compile(r"\(([A-Z][\w.&' -]{1,30})\)\s*(?:[-–—]{1,2}|:)\s")
_FOOT = re.compile(r"\(([A-Z][\w.&' -]{1,30})\)\s*$")
# A briefing's question that opens with the name of who asks it: "Q: Gulf Daily. ...".
_ASKED_BY = re.compile(r"^(?:Q|Question)\s*:\s*([A-Z][\w.&' -]{1,40}?)[.:]\s")

# The agency of a picture: "(Northline photo)".
_PICTURED_BY = re.compile(r"(?:^|[(/|.] ?)([A-Z][\w&-]{2,30}) photo\b")

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,9})\)")

_LONGEST_NAME = 8
"""Words of a body's name that are looked through to the left of its noun."""

_PEOPLES = frozenset(
    ("People", "Peoples", "Workers", "Women", "Citizens", "Farmers", "Children", "Teachers", "Veterans")
)
_FUNCTION_WORDS = frozenset(("DET", "PRON", "ADP", "SCONJ", "ADV", "CCONJ", "AUX"))

_STATE_OWN = frozenset(("State", "Federal", "National", "Presidential", "Parliamentary", "Royal", "Supreme"))
"""First words of what some state's own council or committee is called."""

_NOT_OUTLETS = frozenset(("file", "photo", "reuters photo", "r", "l", "c", "more", "updated", "video"))


def discover(scan: Scan) -> None:
    """Add to the names over the page those of outlets and bodies that it gives away."""
    for name, country in _outlets(scan):
        _claim_all(scan, name, Entry("outlet", name, country=country, sector="JRN"))
    for start, end, entry in _bodies(scan):
        _claim(scan, start, end, entry)
        last = scan.doc[end - 1]
        acronym = _ACRONYM.match(scan.document.text, last.idx + len(last))
        if acronym and not scan.tables.lookup(acronym.group(1)):
            _claim_all(scan, acronym.group(1), entry)


def _claim_all(scan: Scan, name: str, entry: Entry) -> None:
    """Claim every place where a name stands as whole words."""
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", scan.document.text):
        tokens = scan.document.tokens(found.start(), found.end())
        if len(tokens):
            _claim(scan, tokens.start, tokens.end, entry)


def _claim(scan: Scan, start: int, end: int, entry: Entry) -> None:
    tokens = scan.doc[start:end]
    held = scan.hit_over.get(start)
    if held is not None and scan.last(held) >= end - 1:
        return
    hit = Hit(tokens[0].idx, tokens[-1].idx + len(tokens[-1]), (entry,))
    for token in tokens:
        scan.hit_over[token.i] = hit


def _outlets(scan: Scan) -> Iterator[tuple[str, str | None]]:
    """Yield (name, country) of outlets."""
    article = scan.document.article
    given = [article.dateline.agency if article.dateline else None, article.publisher]
    text = scan.document.text
    for paragraph in article.paragraphs:
        whole = text[paragraph.start : paragraph.end]
        filed = _FILED_BY.search(whole, 0, 120)
        foot = _FOOT.search(whole)
        asked = _ASKED_BY.match(whole)
        pictured = _PICTURED_BY.search(whole)
        given += [m.group(1) for m in (filed, foot, asked, pictured) if m and _all_capitals(m.group(1))]
    for name in dict.fromkeys(n for n in given if n):
        if name.lower() not in _NOT_OUTLETS and not _known_otherwise(scan, name):
            yield name, None
    by_word = [*_outlets_by_word(scan), *((name, None) for name in _told(scan))]
    yield from by_word
    asking = askers(scan.turns)
    known = {name for name, _ in by_word}
    if any(n in known or any(e.kind == "outlet" for e in scan.tables.lookup(n)) for n in asking):
        # Where one of the labels that ask is an outlet's, they all are.
        yield from ((n, None) for n in asking if n not in known and not _known_otherwise(scan, n))


def _all_capitals(name: str) -> bool:
    return all(w[0].isupper() or w in {"of", "the", "and", "de"} for w in re.split(r"[\s-]+", name) if w)


def _known_otherwise(scan: Scan, name: str) -> bool:
    """Return whether the tables know a name as something that is no outlet."""
    entries = scan.tables.lookup(name)
    return bool(entries) and all(e.kind != "outlet" for e in entries)


def _outlets_by_word(scan: Scan) -> Iterator[tuple[str, str | None]]:
    """Yield outlets told by a word of their name ("Radio Chaco") or by the noun at it ("the daily Sabah")."""
    doc = scan.doc
    for run_start, run_end in capital_runs(scan):
        run = doc[run_start:run_end]
        inner = [t for t in run if t.text in _outlet_words() or t.lower_ in {"daily", "weekly"}]
        edged = bool(inner) and (run[0] in inner or run[-1] in inner or run.text.endswith("News Agency"))
        if len(run) >= 2 and edged and not any(role_at(t) for t in run):
            if not (run[0].is_sent_start and run[0].text == "News"):
                yield run.text, None
            continue
        before = doc[run_start - 1] if run_start > 0 else None
        after = doc[run_end] if run_end < len(doc) else None
        if before is not None and before.lower_ in words("outlet_nouns") and before.sent == doc[run_start].sent:
            yield run.text, _country_before(scan, before)
        elif after is not None and after.lower_ in words("outlet_nouns") and not _country_run(scan, run_start, run_end):
            yield run.text, None


def _told(scan: Scan) -> Iterator[str]:
    """Yield names with an article of their own that somebody told something: "told The Border Post"."""
    doc = scan.doc
    for start, end in capital_runs(scan):
        begins = doc[start].text == "The" and not doc[start].is_sent_start and end - start >= 2
        if begins and doc[start - 1].lemma_.lower() == "tell" and not _country_run(scan, start + 1, end):
            yield doc[start + 1 : end].text


def _outlet_words() -> frozenset[str]:
    return frozenset(w.upper() if len(w) == 2 else w.capitalize() for w in words("outlet_words"))


def _country_run(scan: Scan, start: int, end: int) -> bool:
    return all(i in scan.hit_over for i in range(start, end))


def _country_before(scan: Scan, noun: Token) -> str | None:
    """Return the country of an outlet told before its noun: "the Baku daily", "Peruvian broadcaster"."""
    at = noun.i - 1
    while at > noun.sent.start and scan.doc[at].pos_ in {"ADJ", "NOUN"} and at not in scan.hit_over:
        at -= 1
    hit = scan.hit_over.get(at)
    return next((e.country for e in hit.entries if e.country), None) if hit else None


def capital_runs(scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised tokens within a sentence of running text, as (start, end)."""
    doc = scan.doc
    for paragraph in scan.document.article.paragraphs:
        if scan.is_title_case(paragraph.start, paragraph.end):
            continue
        tokens = scan.document.tokens(paragraph.start, paragraph.end)
        start: int | None = None
        for i in range(tokens.start, tokens.end + 1):
            token = doc[i] if i < tokens.end else None
            capital = token is not None and (token.text[0].isupper() or _within_peoples(doc, i, tokens.end))
            opens = capital and token is not None and token.is_sent_start and token.pos_ in _FUNCTION_WORDS
            if capital and not opens and (start is None or token is None or not token.is_sent_start):
                start = i if start is None else start
                continue
            if start is not None:
                yield start, i
            start = i if capital and not opens else None


def _within_peoples(doc: Doc, i: int, end: int) -> bool:
    """Return whether a token is the "'s" of "People's Party"."""
    return doc[i].tag_ == "POS" and i + 1 < end and doc[i + 1].text[0].isupper() and doc[i - 1].text in _PEOPLES


def _bodies(scan: Scan) -> Iterator[tuple[int, int, Entry]]:
    """Yield bodies named by a capitalised noun for a body with more capitalised words before it."""
    doc = scan.doc
    for start, end in capital_runs(scan):
        last = next((i for i in range(end - 1, start, -1) if _body_noun(doc[i])), None)
        while start < end and doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        if last is not None and any(_is_body(scan, i) for i in range(start, last + 1)):
            if not _is_body(scan, last) and last > start:
                sector = _sector_within(scan, start, last)
                yield start, last + 1, Entry("organisation", doc[start : last + 1].text, sector=sector)
            continue
        if last is None and end - start >= 2 and _is_company(scan, start, end):
            yield start, end, Entry("organisation", doc[start:end].text, sector="BUS", office="company")
            continue
        if last is None or last - start > _LONGEST_NAME or any(_is_title(doc[i]) for i in range(start, last + 1)):
            after = doc[end] if end < len(doc) else None
            if after is not None and after.lower_ == "party" and not role_at(doc[end - 1]):
                yield start, end, Entry("organisation", doc[start:end].text, sector="PTY", office="party")
            continue
        begin = start
        country = None
        hit = scan.hit_over.get(start)
        if hit is not None and scan.country_of(hit) and scan.last(hit) < last:
            country = scan.country_of(hit)
        noun = institutions()[doc[last].lower_]
        if noun.type == "state":
            continue
        name = doc[begin : last + 1].text
        charity = any(t.lower_ in words("charity_words") for t in doc[begin : last + 1])
        international = any(t.lower_ in words("international_words") for t in doc[begin : last + 1])
        sector = noun.sector if noun.sector != "=" else "NGO" if charity else "IGO" if international else None
        if sector is None and doc[begin].text in _STATE_OWN and noun.sector == "=":
            sector = "GOV"
        if noun.lemma == "bank" and international and "Development" in name.split():
            sector = "IGO"
        end, seated = _of_place(scan, last + 1)
        if end > last + 1:
            name, country = doc[begin:end].text, country or seated
        yield begin, end, Entry("organisation", name, country=country, sector=sector, office=noun.lemma)


def _of_place(scan: Scan, at: int) -> tuple[int, str | None]:
    """Return (end, country) of "of Peru" or "of Piura" that begins at a token and belongs to a body's name."""
    doc = scan.doc
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return at, None
    hit = scan.hit_over.get(at + 1)
    if hit is None or not any(e.kind in {"state", "city"} for e in hit.entries):
        return at, None
    countries = {e.country for e in hit.entries if e.country}
    return scan.last(hit) + 1, countries.pop() if len(countries) == 1 else scan.country_of(hit)


def _is_body(scan: Scan, i: int) -> bool:
    return scan.entry(scan.doc[i], "organisation", "outlet", "seat") is not None


def _sector_within(scan: Scan, start: int, last: int) -> str | None:
    """Return the sector of the body whose name opens a longer one ("African Union Mission")."""
    return next((e.sector for i in range(start, last + 1) if (e := scan.entry(scan.doc[i], "organisation"))), None)


def _is_company(scan: Scan, start: int, end: int) -> bool:
    """Return whether a run of capitals names a company: by its last word, or by "a Calgary-based company" after it."""
    doc = scan.doc
    if any(i in scan.hit_over or role_at(doc[i]) for i in range(start, end)):
        return False
    if doc[end - 1].lower_ in words("company_words"):
        return True
    if start > 1 and doc[start - 1].text == "," and doc[start - 2].lower_ in words("nouns_of_owners"):
        return all(t.ent_type_ != "PERSON" for t in doc[start:end])  # "the ferry's owner, Baltic Line"
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in {"a", "an", "the"}:
        return False
    for token in doc[end + 2 : min(end + 9, len(doc))]:
        if token.is_punct and token.text != "-":
            return False
        noun = institutions().get(token.lower_)
        if noun is not None and noun.sector == "BUS":
            return True
    return False


def _is_title(token: Token) -> bool:
    """Return whether a token is a title that no body's name holds ("Minister"; "Refugee" and "Workers" are none)."""
    noun = role_at(token)
    return noun is not None and noun.type != "trade"


def _body_noun(token: Token) -> bool:
    noun = institutions().get(token.lower_)
    return noun is not None and noun.type == "body" and token.text[0].isupper()
