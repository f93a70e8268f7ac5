"""States: their names and nationalities, capitals that act for them, and places that only locate."""

from __future__ import annotations

import re

from spacy.tokens import Token

from onrecord.actors.cast import PlaceMention
from onrecord.actors.lexicon import words
from onrecord.actors.scan import Scan
from onrecord.actors.tables import EntryKind, Hit, read_rows

# What follows the place of a dateline: a country in brackets, a date, an agency, a dash.
_DATELINE = re.compile(
    r"(?:\s*\[[^\]\n]{1,40}\])?,? (?:(?:[A-Z][a-z]+,? )?[A-Z][a-z]{2,8}\.? \d{1,2}\b|\([A-Z][^)\n]{1,30}\)|[-–—]{1,2} )"
)

_LOCATING = frozenset(
    ("in", "at", "near", "from", "around", "outside", "inside", "through", "across", "via", "off", "above", "to", "for",
     "into")
)  # fmt: skip


SHORT_LINE = 60
"""Characters of a line that holds a place, perhaps a date, and nothing else; set on ministries' pages."""


SHORT_TITLE = 4
"""Tokens of a line that is only a place ("Ottawa, Ontario")."""


def note_states(scan: Scan) -> str | None:
    """Note every state that is named, and every place; return the state of the place of filing, or None."""
    seen: set[int] = set()
    filed: str | None = None
    for hit in list(scan.hit_over.values()):
        if hit.start in seen:
            continue
        seen.add(hit.start)
        first, last = scan.first(hit), scan.last(hit)
        if any(i in scan.named for i in range(first, last + 1)):
            continue
        kinds = {e.kind for e in hit.entries}
        if kinds & {"state", "nationality"}:
            _note_state(scan, hit, kinds)
        elif "city" in kinds and _note_city(scan, hit, scan.doc[first], scan.doc[last]):
            filed = filed or scan.cast.places[-1].country
    return filed or _behind_place(scan)


def _behind_place(scan: Scan) -> str | None:
    """Return the state that a dateline names behind a place that no table knows ("AVEIRO, Portugal, April 10")."""
    line = scan.document.article.dateline
    _, comma, state = ((line.place if line else None) or "").rpartition(",")
    if not comma:
        return None
    found = {e.country for h in scan.tables.match(state) for e in h.entries if e.kind == "state" and e.country}
    shared = any(row["name"] == state.strip() for row in read_rows("namesakes.tsv"))
    return found.pop() if len(found) == 1 and not shared else None


def _note_state(scan: Scan, hit: Hit, kinds: set[EntryKind]) -> None:
    country = scan.country_of(hit)
    if country is None:
        scan.notes.leave_open("actors", hit.start, "mention", "ambiguous")
        return
    following = scan.doc[scan.last(hit) + 1] if scan.last(hit) + 1 < len(scan.doc) else None
    if "nationality" in kinds and following is not None and following.lower_ in words("not_of_a_state"):
        return
    if kinds == {"nationality"} and _of_one_person(scan, scan.doc[scan.last(hit)], following):
        scan.demonyms[scan.last(hit)] = country
        return
    form = "name" if "state" in kinds and not scan.document.text[hit.start : hit.end].isupper() else "alias"
    scan.cast.mention(scan.cast.state(country), hit.start, hit.end, form)  # type: ignore[arg-type]


def _of_one_person(scan: Scan, token: Token, following: Token | None) -> bool:
    """Return whether a nationality is said of one person ("the Peruvian said"), not of a people ("the French")."""
    before = scan.doc[token.i - 1] if token.i > token.sent.start else None
    if before is None or before.lower_ != "the" or token.lower_.endswith(_OF_PEOPLES):
        return False
    if following is not None and (following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or following.text in {"-", "–"}):
        return False
    return token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "agent", "dative"}


_OF_PEOPLES = ("s", "ese", "ish", "ch", "x")
"""Endings of nationalities that, after "the", are said of a whole people."""


def _note_city(scan: Scan, hit: Hit, first: Token, last: Token) -> bool:
    """Note a city as a place where it locates, a capital as its state where it acts; return whether it is of filing."""
    capital = next((e for e in hit.entries if e.capital), None)
    filing = in_dateline(scan, first, last)
    if capital is not None and capital.country and not filing and acts(scan, first, last):
        if capital.country == "BEL" and _about_the_union(scan):
            scan.for_union.append(hit)
        else:
            scan.cast.mention(scan.cast.state(capital.country), hit.start, hit.end, "metonym")
        return False
    before = scan.doc[first.i - 1] if first.i > first.sent.start else None
    if before is not None and before.text[0].isupper() and before.dep_ == "compound" and before.i not in scan.hit_over:
        return False  # "Palmas" of "Las Palmas" is no place of its own
    if before is not None and before.text == "," and scan.cast.places and scan.cast.places[-1].end == before.idx:
        return False  # a region after its city ("Ottawa, Ontario")
    entry = capital or hit.entries[0]
    if capital is None and not filing and first.ent_type_ not in {"GPE", "LOC", "FAC"} and not _located(scan, first):
        return False
    geonames = next((e.geonames for e in hit.entries if e.geonames and e.country == entry.country), None)
    name = scan.document.text[hit.start : hit.end]
    scan.cast.places.append(PlaceMention(hit.start, hit.end, name, entry.country, geonames))
    return filing


def _about_the_union(scan: Scan) -> bool:
    """Return whether a page names the European Union or an organ of it, and never Belgium."""
    entries = [e for h in scan.hit_over.values() for e in h.entries]
    union = any(e.code in {"EU", "EC", "EUCO", "CONSILIUM", "EP", "EEAS"} for e in entries)
    return union and not any(e.kind in {"state", "nationality"} and e.country == "BEL" for e in entries)


def _located(scan: Scan, first: Token) -> bool:
    return first.i > 0 and scan.doc[first.i - 1].lower_ in _LOCATING


# "Congo's Masisi district": a place that the page itself puts in a state.
_PLACED = re.compile(
    r"['’]s? (?:[a-z]+ )?((?:[A-Z][\w-]+ ){1,3})(?:district|province|region|city|town|village|county|island|valley|"
    r"peninsula|department|prefecture|state|oblast|governorate)\b"
)


def learn_places(scan: Scan) -> None:
    """Note the places that the page itself puts in a state, wherever it names them."""
    text = scan.document.text
    for hit in {h.start: h for h in scan.hit_over.values()}.values():
        country = scan.country_of(hit)
        placed = _PLACED.match(text, hit.end) if country else None
        if placed is None or scan.tables.lookup(placed.group(1).strip()):
            continue
        name = placed.group(1).strip()
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            scan.cast.places.append(PlaceMention(found.start(), found.end(), name, country))


def in_dateline(scan: Scan, first: Token, last: Token) -> bool:
    """Return whether a place opens a paragraph as the place of filing ("BELGRADE, Nov 6 (Agency) -", "Wellington")."""
    paragraph = scan.document.paragraph_at(first.idx)
    if paragraph is None:
        return False
    if paragraph.role in {"title", "standfirst"}:
        # A page may open with its place alone, where a title would be.
        line = scan.document.tokens(paragraph.start, paragraph.end)
        return all(t.is_punct or t.pos_ == "PROPN" for t in line) and first.i == line.start and len(line) <= SHORT_TITLE
    if paragraph.role == "dateline":
        return True
    end = last.idx + len(last)
    whole = scan.document.text[paragraph.start : paragraph.end]
    if (
        len(whole) <= SHORT_LINE
        and (not whole.endswith((".", "?", "!")) or whole.endswith("D.C."))
        and not any(t.pos_ in {"VERB", "AUX"} for t in scan.document.tokens(paragraph.start, paragraph.end))
    ):
        return True
    if first.idx != paragraph.start:
        return False
    if first.text.isupper() and len(first) > 3:
        return True
    return _DATELINE.match(scan.document.text, end, paragraph.end) is not None


def acts(scan: Scan, first: Token, last: Token) -> bool:
    """Return whether a capital stands for its state's government: it acts, speaks, owns or is dealt with.

    It does as the subject of a verb, as the owner of what governments have ("Tokyo's condolences"), as the object of
    what is done to governments ("accused Kinshasa"), and after "with", "between" and "and" between two capitals.
    After "in", "to" or "from" and in a dateline it locates.
    """
    doc = scan.doc
    before = doc[first.i - 1] if first.i > first.sent.start else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if before is not None and before.lower_ in _LOCATING:
        return before.lower_ in {"to", "from", "for"} and _owes(before, last)
    if after is not None and after.tag_ == "POS":
        owned = after.i + 1 < len(doc) and doc[after.i + 1]
        return not (owned and owned.ent_type_ in {"FAC", "GPE", "LOC"})
    head = last if last.dep_ not in {"compound", "flat"} else last.head
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.i < first.i:
        before = doc[head.i - 1] if head.i > head.sent.start else None
    if after is not None and (after.text == "“" or (after.text == '"' and before is not None)):
        beyond = doc[after.i + 1] if after.i + 1 < len(doc) else None
        if beyond is not None and beyond.tag_ in {"VBZ", "VBD", "MD"} and beyond.lemma_ != "be":
            return True
    if last.dep_ in {"nsubj", "nsubjpass", "agent"} or head.dep_ in {"nsubj", "nsubjpass"}:
        return head.head.pos_ in {"VERB", "AUX"} or head.head.dep_ in {"ccomp", "advcl", "relcl"}
    if head.dep_ == "oprd":
        return head.head.lemma_.lower() in {"call", "phone", "ring", "telephone"}
    if head.dep_ in {"dobj", "dative"}:
        return head.head.lemma_.lower() not in words("verbs_of_travel")
    if before is not None and before.lower_ in {"with", "between", "against", "by", "on", "towards", "toward", "of"}:
        if before.lower_ == "on":
            return before.head.lemma_.lower() in words("dealings") | {"call"}
        return before.lower_ in {"with", "between", "against", "towards", "toward"} or before.dep_ == "agent"
    return False


def _owes(preposition: Token, last: Token) -> bool:
    """Return whether "to" or "from" gives the capital a part in an exchange ("handed a note to Baku")."""
    return preposition.dep_ == "dative" or preposition.head.lemma_.lower() in words("dealings")
