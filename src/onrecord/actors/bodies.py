"""Bodies: organisations and outlets by name, and the organs of a state by what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.lexicon import Noun, institution_at, is_plural, role_at, short_forms, words
from onrecord.actors.offices import office_words
from onrecord.actors.roles import core_start, end_of_office, left_side
from onrecord.actors.scan import Scan
from onrecord.actors.tables import Entry, Hit, read_rows
from onrecord.record import ActorKind, MentionForm

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,9})\)")


@dataclass(slots=True)
class BodyPhrase:
    """A phrase for an organ or body; indices are of tokens, ends exclusive (see `RolePhrase`)."""

    start: int
    end: int
    core: int
    head: int
    noun: str
    words: frozenset[str]
    article: str
    sector: str
    state: bool
    country: str | None = None
    owner: int | None = None
    capital: bool = False
    plural: bool = False
    name: str = ""


def body_phrase(scan: Scan, head: Token) -> BodyPhrase | None:
    """Return the phrase of an organ or body whose noun is `head`, or None when the noun names none here."""
    doc = scan.doc
    if head.i in scan.named:
        return None
    form = short_forms().get(head.text)
    if form is not None and form.kind == "body":
        start, article, country, owner = left_side(scan, head.i)
        return BodyPhrase(
            start=start, end=head.i + 1, core=head.i, head=head.i,
            noun="ministry" if "Ministry" in form.full else form.full.lower().split()[-1],
            words=office_words(form.full), article=article, sector="GOV", state=True,
            country=form.country or country, owner=owner, capital=True, name=form.full,
        )  # fmt: skip
    noun = institution_at(head)
    if noun is None or head.pos_ in {"VERB", "AUX", "ADV", "ADP"} or _otherwise(scan, head, noun):
        return None
    following = doc[head.i + 1] if head.i + 1 < len(doc) else None
    serves = following is not None and role_at(following) is not None
    first = head.i - len(noun.lemma.split()) + 1
    core = core_start(scan, doc[first])
    start, article, country, owner = left_side(scan, core)
    if noun.lemma == "palace" and start > 1 and doc[start - 1 - (article == "the")].lower_ in {"at", "in", "near"}:
        return None  # a place there
    if owner is not None and doc[owner].pos_ == "PRON" and article == "'s":
        return None  # "anyone's navy"
    if article == "number":
        # The number counts what follows the body ("two coast guard ships"), or more bodies than one.
        start += 1
    if {t.lower_ for t in doc[core : head.i]} & {"third", "all", "both"}:
        return None
    end, of_country = _right_of_body(scan, head, noun)
    country = country or of_country
    text = doc[core:end].text
    capital = doc[core].text[0].isupper() and head.text[0].isupper()
    qualified = core < first or country is not None or owner is not None or capital
    if noun.lemma in words("weak_bodies") and not qualified and article != "the":
        return None
    told = serves or country or capital or noun.lemma == "parliament" or (noun.sector == "JRN" and noun.type == "state")
    if article in {"", "a", "number"} and not told:
        # Somebody new ("a dock workers' union") is an actor where it acts.
        acts = head.dep_ in {"nsubj", "nsubjpass", "agent"}
        if article != "a" or core == head.i or not acts:
            return None
    full = short_forms().get(text)
    opposes = any(t.lower_ == "opposition" for t in doc[start:end])
    breaks_away = any(t.lower_ in words("words_of_breakaways") for t in doc[start:end])
    return BodyPhrase(
        start=start, end=end, core=core, head=head.i, noun=noun.lemma.split()[-1], words=office_words(text),
        article=article, sector="OPP" if opposes else "REB" if breaks_away else noun.sector,
        state=noun.type == "state" and not breaks_away,
        country=country or (full.country if full else None), owner=owner, capital=capital,
        plural=is_plural(head) and noun.lemma not in _ALWAYS_PLURAL, name=" ".join(doc[start:end].text.split()),
    )  # fmt: skip


def _otherwise(scan: Scan, head: Token, noun: Noun) -> bool:
    """Return whether a noun for a body is taken otherwise: part of a name, of a longer noun, or of a role."""
    if head.i in scan.hit_over and _named_body(scan, head):
        return True
    if noun.lemma == "bank" and head.dep_ == "pobj" and head.head.lower_ == "on":
        return True  # a river's
    following = scan.doc[head.i + 1] if head.i + 1 < len(scan.doc) else None
    if following is None:
        return False
    if role_at(following) is not None:
        return noun.lemma in {"opposition", "coalition", "party", "union", "cabinet"}
    # "customs service", "office building": the word qualifies what comes after it; "ministry plans" may be its own.
    compound = following.pos_ in {"NOUN", "PROPN"} and head.dep_ in {"compound", "nmod", "amod"}
    strong = noun.type == "state" and noun.lemma not in words("weak_bodies") and institution_at(following) is None
    return compound and not strong


def _right_of_body(scan: Scan, head: Token, noun: Noun) -> tuple[int, str | None]:
    """Return the end of a body's phrase and the state that it is said to be of."""
    doc, end = scan.doc, head.i + 1
    country: str | None = None
    if end + 1 < len(doc) and doc[end].lower_ in {"of", "for"} and noun.lemma in {"ministry", "department", "office"}:
        inner = end + 1 + (doc[end + 1].lower_ == "the")
        stop = end_of_office(scan, inner, head.sent.end) if inner < head.sent.end else inner
        end = stop if stop > inner else end
    if end + 1 < len(doc) and doc[end].lower_ == "of":
        inner = end + 1 + (doc[end + 1].lower_ == "the")
        hit = scan.hit_over.get(inner)
        if hit is not None and scan.country_of(hit) and any(e.kind == "state" for e in hit.entries):
            country, end = scan.country_of(hit), scan.last(hit) + 1
    if end + 1 < len(doc) and doc[end].lower_ == "of" and head.text[0].isupper() and doc[end + 1].text[0].isupper():
        stop = end + 1
        while stop < min(head.sent.end, end + 5) and doc[stop].text[0].isupper() and not scan.country(doc[stop]):
            if doc[stop].ent_type_ == "PERSON" and doc[stop - 1].ent_type_ != "PERSON":
                break  # "Governor of the Bank of England Ruth Bell"
            stop += 1
        end = stop if stop > end + 1 else end  # "Government of National Unity"
    if end + 3 < len(doc) and country is None and doc[end].lower_ == "and" and doc[end + 2].lower_ == "of":
        country = scan.country(doc[end + 3])  # "the Government and people of Ghana"
    return end, country


def _named_body(scan: Scan, token: Token) -> bool:
    return any(e.kind in {"organisation", "outlet", "seat"} for e in scan.hit_over[token.i].entries)


@dataclass(slots=True)
class Bodies:
    """The bodies of a page by what they are called."""

    scan: Scan
    held: list[tuple[BodyPhrase, str]] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def note_named(self) -> None:
        """Note organisations, outlets and seats of power that are named, and the acronyms they bring."""
        scan = self.scan
        acronyms: dict[str, str] = {}
        for hit in {h.start: h for h in scan.hit_over.values()}.values():
            entry = next((e for e in hit.entries if e.kind in _KINDS), None)
            if (
                entry is None
                or scan.cast.exactly(hit.start, hit.end) is not None
                or any(i in scan.named for i in range(scan.first(hit), scan.last(hit) + 1))
            ):
                continue
            id = self.by_name.get(entry.name) or self._enter(entry)
            self._tell(id, hit)
            text = scan.document.text[hit.start : hit.end]
            form: MentionForm = "name" if text == entry.name else "alias"
            if entry.kind == "seat" and not text.endswith(("Office", "Department")):
                form = "metonym"
            scan.cast.mention(id, hit.start, hit.end, form)
            brought = _ACRONYM.match(scan.document.text, hit.end)
            if brought and entry.kind != "seat":
                acronyms[brought.group(1)] = id
        if scan.for_union:
            entry = scan.tables.lookup("European Union")[0]
            union = self.by_name.get(entry.name) or self._enter(entry)
            for hit in scan.for_union:
                scan.cast.mention(union, hit.start, hit.end, "metonym")
        for acronym, id in acronyms.items():
            for found in re.finditer(rf"(?<!\w){acronym}(?!\w)", scan.document.text):
                scan.cast.mention(id, found.start(), found.end(), "alias")

    def give_to_home(self) -> None:
        """Give a seat that several states call so ("Foreign Office") to the page's home, where it is one of them."""
        home = self.scan.cast.home
        for row in read_rows("seats_of_several.tsv"):
            part = self.scan.cast[self.by_name[row["name"]]] if row["name"] in self.by_name else None
            if part is None or home == part.country or home not in row["states"].split(";"):
                continue
            named = any(p.kind == "state" and p.country == part.country and p.mentions for p in self.scan.cast)
            if not named:
                part.country, part.wikidata = home, None

    def _enter(self, entry: Entry) -> str:
        """Enter a body of the tables or of the page, and return its id."""
        sector = entry.sector
        if entry.kind == "seat":
            sector = next((_SEATS[w] for w in (entry.office or "").split() if w in _SEATS), "GOV")
        part = self.scan.cast.enter(
            entry.name, _KINDS[entry.kind], country=entry.country, sector=sector, wikidata=entry.wikidata
        )
        if "Red Cross" in entry.name:  # by treaty neither a state's nor private
            part.add_sector("IGO")
        self.by_name[entry.name] = part.id
        self.kinds[part.id] = entry.office or ""
        return part.id

    def _tell(self, id: str, hit: Hit) -> None:
        """Take what the words before a body's name tell: "the opposition Dawn Party", "Peruvian miner Andina"."""
        doc, part = self.scan.doc, self.scan.cast[id]
        at = self.scan.first(hit) - 1
        lowest = max(doc[at + 1].sent.start, at - 2)
        while at >= lowest and (doc[at].pos_ in {"ADJ", "NOUN", "PROPN"} or doc[at].tag_ == "POS"):
            if doc[at].lower_ == "opposition" and part.sector in {None, "PTY"}:
                part.sector, part.sectors = None, []
                part.add_sector("OPP")
                part.add_sector("PTY")
            if part.country is None and part.sector not in {"IGO", "NGO"}:
                part.country = self.scan.country(doc[at])
            at -= 1


_KINDS: Mapping[str, ActorKind] = {"outlet": "outlet", "organisation": "organisation", "seat": "organisation"}
_ALWAYS_PLURAL = frozenset(
    ("media", "state media", "armed forces", "authorities", "customs", "forces", "troops", "security forces")
)
_SEATS = {"legislature": "LEG", "intelligence": "SPY", "defence": "MIL", "army": "MIL"}
