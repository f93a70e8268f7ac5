"""Role phrases: noun phrases that say what a person is ("Azerbaijan's ambassador to Serbia")."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.actors.lexicon import Noun, institution_at, is_plural, role_at, short_forms, words
from onrecord.actors.scan import Scan, looks_like_name

LONGEST_OFFICE = 6
"""Words that may stand before an office's noun as part of it ("permanent deputy under-secretary of state")."""
_FURTHEST = 40
"""Tokens after an office's noun within which what completes it is looked for; a list of parishes goes no further."""

_OF = frozenset({"of", "for", "to", "at", "in", "with", "from"})
POSTED = frozenset(
    ("ambassador", "envoy", "representative", "consul", "emissary", "commissioner", "high commissioner",
     "chargé d'affaires", "permanent representative", "special representative", "high representative")
)  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any"})
_POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "your"})


@dataclass(slots=True)
class RolePhrase:
    """A noun phrase about somebody in a role; all indices are of tokens, ends exclusive.

    `start`..`end` is the phrase without its determiner. `core` is where the office's own words begin. `owner` is the
    last token of what the role is held in or for ("Milutin" of "Milutin's deputy", "ministry" of "ministry
    spokeswoman"), None when that is a state or unsaid. `article` is `the`, `a`, `his` (a possessive pronoun), `'s`,
    a number, or empty. `countries` are those of "the Finnish and Estonian ministers", in order.
    """

    start: int
    end: int
    core: int
    head: int
    noun: Noun
    office: str
    plural: bool
    article: str
    country: str | None = None
    owner: int | None = None
    sector: str | None = None
    countries: tuple[str, ...] = ()

    @property
    def indefinite(self) -> bool:
        """Whether the phrase brings somebody new ("a Western official", "two diplomats")."""
        return self.article in {"a", "number"}


def role_phrase(scan: Scan, head: Token) -> RolePhrase | None:
    """Return the role phrase whose noun is `head`, or None when the noun is not used for a person here."""
    noun = role_at(head)
    body = institution_at(head)
    if body is not None and " " in body.lemma:
        return None  # "coast guard" is a body
    if noun is None or head.pos_ in {"VERB", "AUX", "ADV", "ADP"} or head.i in scan.named:
        return _short_office(scan, head)
    if scan.entry(head, "organisation", "outlet"):
        return None  # "Justice" of a court's name
    doc = scan.doc
    following = doc[head.i + 1] if head.i + 1 < len(doc) else None
    # "general election", "chief concern": before a common noun the word only qualifies it.
    before_noun = following is not None and following.pos_ == "NOUN" and head.dep_ in {"compound", "amod", "nmod"}
    if before_noun and not (following is not None and looks_like_name(following)):
        return None
    if head.pos_ == "ADJ" and not (following is not None and looks_like_name(following)):
        return None
    core = core_start(scan, doc[head.i - len(noun.lemma.split()) + 1])
    start, article, country, owner = left_side(scan, core)
    if country and noun.lemma in POSTED and not _is_nationality(scan, core):
        country = None  # "the U.N.'s Libya envoy" is sent there
    if country is None and owner is None and start == core and noun.type in {"trade", "office"}:
        country, start = _of_city(scan, core, noun)
    countries: tuple[str, ...] = ()
    if country and _also_of_another(scan, start):
        countries = (scan.country(doc[start - 2]) or "", country)
        country = None
    end, office_end, of_country, of_owner = _right_side(scan, head, noun)
    phrase = RolePhrase(
        start=start, end=end, core=core, head=head.i, noun=noun, office=_office(scan, core, head.i + 1, office_end),
        plural=is_plural(head), article=article, country=country or of_country,
        owner=owner if owner is not None else of_owner, countries=countries,
    )  # fmt: skip
    known = short_forms().get(phrase.office)
    phrase.country = phrase.country or (known.country if known else None)
    _settle_sector(scan, phrase)
    return phrase


def _is_nationality(scan: Scan, core: int) -> bool:
    """Return whether the word before an office is an adjective of nationality, or no name of a state at all."""
    hit = scan.hit_over.get(core - 1)
    kinds = {e.kind for e in hit.entries} if hit else set()
    return "state" not in kinds or "nationality" in kinds


def _of_city(scan: Scan, core: int, noun: Noun) -> tuple[str | None, int]:
    """Return (state, start) of "Tulsa teacher" and "Sfax mayor"; a correspondent or envoy there is somebody else's."""
    hit = scan.hit_over.get(core - 1) if core else None
    elsewhere = noun.lemma in POSTED or noun.sector in {"JRN", "="}
    if hit is None or elsewhere or (noun.sector == "GOV" and noun.lemma not in {"mayor", "governor"}):
        return None, core
    found = {e.country for e in hit.entries}
    told = found.pop() if len(found) == 1 and all(e.kind == "city" for e in hit.entries) else None
    return told, scan.first(hit) if told else core


def _also_of_another(scan: Scan, start: int) -> bool:
    """Return whether another state's adjective is joined to the first ("Turkish and Bulgarian ministers")."""
    doc = scan.doc
    return start >= 2 and doc[start - 1].lower_ in {",", "and", "&"} and scan.country(doc[start - 2]) is not None


def _short_office(scan: Scan, head: Token) -> RolePhrase | None:
    """Return the phrase of an office's short form ("FM", "the EAM")."""
    form = short_forms().get(head.text)
    if form is None or form.kind != "office" or head.i in scan.named:
        return None
    start, article, country, owner = left_side(scan, head.i)
    noun = Noun(form.full.lower().split()[-1], "GOV", "office")
    return RolePhrase(
        start=start, end=head.i + 1, core=head.i, head=head.i, noun=noun, office=form.full, plural=False,
        article=article, country=form.country or country, owner=owner, sector="GOV",
    )  # fmt: skip


def core_start(scan: Scan, head: Token) -> int:
    """Return the first token of the words that make the office, walking left from its noun."""
    doc, at = scan.doc, head.i
    lowest = max(head.sent.start, head.i - LONGEST_OFFICE)
    while at - 1 >= lowest:
        token = doc[at - 1]
        if token.text in {"-", "–"} and at - 2 >= lowest and doc[at - 2].idx + len(doc[at - 2]) == token.idx:
            at -= 1
            continue
        hit = scan.hit_over.get(token.i)
        if hit is not None and (scan.country_of(hit) or scan.entry(token, "city", "organisation", "outlet", "seat")):
            break
        if token.lower_ == "old" and _age_before(scan, token, head.sent.start) is not None:
            break
        if at == head.i and role_at(token) is not None and _is_rank(head):
            break  # "army spokesman Brigadier General X" has two titles
        if token.i in scan.named or not _may_qualify(token, doc[at]):
            break
        at -= 1
    while at < head.i and (doc[at].text in {"-", "–"} or doc[at].lower_ in words("modifiers_not_of_office")):
        at += 1
    return at


def _is_rank(head: Token) -> bool:
    noun = role_at(head)
    return noun is not None and noun.type == "rank"


def _may_qualify(token: Token, following: Token) -> bool:
    """Return whether a word may be part of the office that the following word goes on with."""
    if token.lower_ in {"vice", "deputy", "acting", "interim", "outgoing", "incoming", "retired", "visiting", "prime"}:
        return True
    if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return True
    # A capitalised verb or participle is one only where the office itself is capitalised ("United Front Minister").
    return (
        token.pos_ == "VERB" and token.text[0].isupper() and following.text[0].isupper() and token.i > token.sent.start
    )


def left_side(scan: Scan, core: int) -> tuple[int, str, str | None, int | None]:
    """Return (start, article, country, owner) from what stands before the office's words."""
    doc, at = scan.doc, core
    country: str | None = None
    owner: int | None = None
    article = ""
    first = doc[core].sent.start
    while at - 1 >= first:
        token = doc[at - 1]
        if country is None and (hit := scan.hit_over.get(token.i)) and scan.country_of(hit) and token.text != "'s":
            country, at = scan.country_of(hit), scan.first(hit)
        elif token.text == ")" and at - 3 >= first and doc[at - 3].text == "(":
            # "Ministry of External Affairs (MEA) spokesperson X"
            form = short_forms().get(doc[at - 2].text)
            country = country or (form.country if form is not None else None)
            break
        elif owner is None and scan.entry(token, "organisation", "outlet", "seat"):
            owner, at = token.i, scan.first(scan.hit_over[token.i])
        elif token.tag_ == "POS" or token.text in {"'s", "’s"}:
            if at - 2 < first:
                break
            held = doc[at - 2]
            hit = scan.hit_over.get(held.i)
            if hit and (found := scan.country_of(hit) or _capital_of(scan, held)):
                country, at = country or found, scan.first(hit)
            else:
                owner, at = held.i, _left_of_owner(scan, held, first)
            if at - 1 >= first and doc[at - 1].lower_ == "the":
                pass
            article = "'s"
            break
        elif token.tag_ == "PRP$" or token.lower_ in _POSSESSIVE:
            owner, article, at = token.i, "his", at - 1
            break
        elif token.lower_ in _DEFINITE:
            article = "the"
            break
        elif token.lower_ in _INDEFINITE:
            article = "a"
            break
        elif token.like_num or token.lower_ in {"several", "many", "both", "few"}:
            article, at = "number" if token.lower_ != "both" else "the", at - 1
            break
        elif token.lower_ == "old" and (opened := _age_before(scan, token, first)) is not None:
            at = opened
        elif (
            token.pos_ == "ADJ"
            or _is_adverbial(scan, at - 1, first)
            or (token.pos_ == "NOUN" and country is None)
            or token.lower_ in words("modifiers_not_of_office")
            or token.ent_type_ == "NORP"
        ):
            at -= 1
        else:
            break
    return at, article, country, owner


def _is_adverbial(scan: Scan, i: int, first: int) -> bool:
    """Return whether a token belongs to "internationally recognised" before a noun."""
    doc = scan.doc
    if doc[i].tag_ == "VBN":
        return i > first and doc[i - 1].tag_ == "RB"
    return doc[i].tag_ == "RB" and doc[i + 1].tag_ in {"VBN", "JJ"}


def _age_before(scan: Scan, old: Token, first: int) -> int | None:
    """Return the token where an age begins that ends at `old` ("61-year-old"), None when it is none."""
    at = old.i - 4
    return at if at >= first and scan.doc[at].like_num and scan.doc[old.i - 2].lower_ == "year" else None


def _left_of_owner(scan: Scan, held: Token, first: int) -> int:
    """Return the first token of the phrase that ends at the owner's last token."""
    at = held.i
    while at - 1 >= first:
        token = scan.doc[at - 1]
        if not (looks_like_name(token) if held.text[0].isupper() else token.pos_ in {"NOUN", "ADJ", "PROPN"}):
            break
        at -= 1
    return at


def _capital_of(scan: Scan, token: Token) -> str | None:
    hit = scan.hit_over.get(token.i)
    return next((e.country for e in hit.entries if e.capital), None) if hit else None


def _right_side(scan: Scan, head: Token, noun: Noun) -> tuple[int, int, str | None, int | None]:
    """Return (end of the phrase, end of the office's words, country, owner) from what follows the noun."""
    doc, at = scan.doc, head.i + 1
    limit = min(head.sent.end, at + _FURTHEST)
    office_end = at
    country: str | None = None
    owner: int | None = None
    while at < limit and doc[at].lower_ in _OF:
        preposition = doc[at].lower_
        inner = at + 1
        if preposition == "from":
            hit = scan.hit_over.get(inner)
            if inner < limit and hit is not None and any(e.kind == "state" for e in hit.entries):
                country, at = country or scan.country_of(hit), scan.last(hit) + 1
                if at + 1 < len(doc) and doc[at].lower_ == "and" and scan.country(doc[at + 1]):
                    country, at = None, at + 2
            break
        while inner < limit and doc[inner].lower_ in {"the", "their", "its", "his", "her"}:
            inner += 1
        if inner >= limit:
            break
        hit = scan.hit_over.get(doc[inner].i)
        posted = preposition in {"to", "in", "at", "for"} and noun.lemma in POSTED
        possessive = hit is not None and _then_possessive(doc, scan.last(hit))
        found = scan.country_of(hit) if hit else None
        if hit and found and not possessive:
            after = doc[scan.last(hit) + 1] if scan.last(hit) + 1 < len(doc) else None
            nationality = all(e.kind == "nationality" for e in hit.entries)
            if not nationality and not (after is not None and after.pos_ == "NOUN" and preposition != "of"):
                if preposition in {"of", "for"} and not posted:
                    country = country or found
                elif not posted:
                    break
                at = scan.last(hit) + 1
                continue
        if posted and (hit or looks_like_name(doc[inner])):
            at = _end_of_phrase(scan, inner, limit)
            continue
        employs = preposition in {"at", "with"} and noun.type == "trade" and scan.entry(doc[inner], "organisation")
        if preposition not in {"of", "for"} and not employs:
            break
        end = end_of_office(scan, inner, limit) if noun.type == "office" else inner
        if end > inner:
            at = office_end = end
            continue
        organisation = scan.entry(doc[inner], "organisation", "outlet", "seat")
        end = scan.last(hit) + 1 if hit and organisation else _end_of_phrase(scan, inner, limit)
        body = next((doc[i] for i in range(end - 1, inner - 1, -1) if institution_at(doc[i])), None)
        if body is None and organisation is None and noun.type != "side":
            break
        for i in range(inner, end):
            country = country or scan.country(doc[i])
        owner = body.i if body is not None else end - 1
        at = end
        break
    return at, office_end, country, owner


def _then_possessive(doc: object, last: int) -> bool:
    return last + 1 < len(doc) and doc[last + 1].text in {"'s", "’s", "'", "’"}  # type: ignore[arg-type, index]


def end_of_office(scan: Scan, at: int, limit: int) -> int:
    """Return the end of the words that complete an office ("State", "Foreign Affairs and Trade"), or `at` for none."""
    doc, end = scan.doc, at
    fields = words("fields_of_office")
    while end < limit:
        token = doc[end]
        if scan.country(token) or token.tag_ == "POS":
            break
        known = token.lower_ in fields
        capital = token.text[0].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}
        # A name may follow at once ("Secretary of State Anna Berg"): after a known field, only another goes on.
        if known or (capital and token.ent_type_ != "PERSON" and not (end > at and doc[end - 1].lower_ in fields)):
            end += 1
        elif (
            token.lower_ in {"and", "&", ","}
            and at < end < limit - 1
            and doc[end + 1].lower_ in fields
            and doc[end - 1].lower_ in fields
        ):
            end += 2
        else:
            break
    return end


def _end_of_phrase(scan: Scan, at: int, limit: int) -> int:
    """Return the end of the plain noun phrase that begins at `at`: up to its head noun."""
    doc, end = scan.doc, at
    while end < limit and (doc[end].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or doc[end].tag_ in {"POS", "HYPH"}):
        if end > at and doc[end].ent_type_ == "PERSON" and doc[end - 1].ent_type_ != "PERSON":
            break  # the holder's name, not the body's
        end += 1
    while end > at + 1 and doc[end - 1].pos_ not in {"NOUN", "PROPN"}:
        end -= 1
    return max(end, at + 1)


def _office(scan: Scan, core: int, head_end: int, office_end: int) -> str:
    """Return the office in the page's words, short forms written out."""
    doc = scan.doc
    text = doc[core : max(head_end, office_end)].text
    form = short_forms().get(text)
    return form.full if form else " ".join(text.split())


def _settle_sector(scan: Scan, phrase: RolePhrase) -> None:
    """Set the sector: the noun's own, or that of the body that its holder serves; opposition goes before all."""
    doc = scan.doc
    inner = [doc[i] for i in range(phrase.start, phrase.end) if i != phrase.head]
    if any(t.lower_ == "opposition" for t in inner):
        phrase.sector = "OPP"
        return
    if any(t.lower_ == "shadow" for t in inner):
        phrase.sector = "OPP"
        if phrase.noun.lemma in {"secretary", "chancellor"}:
            phrase.country = phrase.country or "GBR"  # other shadow cabinets have ministers
        return
    if any(t.lower_ == "rebel" for t in inner):
        phrase.sector = "REB"
        return
    form = next((short_forms()[t.text] for t in inner if t.text in short_forms()), None)
    if form is not None:
        phrase.country = phrase.country or form.country
    sector = phrase.noun.sector
    if phrase.office.lower() == "leader" and phrase.country and phrase.owner is None:
        sector = "GOV"  # "the North Korean leader" leads the state
    if sector == "=" and any(t.lower_ in words("adjectives_of_state") for t in inner):
        sector = "GOV"
    served = [t.i for t in inner if institution_at(t) and t.lower_ != "opposition"]
    if served and phrase.owner is None and phrase.country is None:
        phrase.owner = served[-1]
    if sector == "=":
        # "Union" of "the European Union's policy chief" is no trade union.
        bodies = [n for t in inner if (n := institution_at(t)) and not scan.entry(t, "organisation")]
        known = next((n.sector for n in bodies if n.sector != "="), None)
        sector = known or ("GOV" if form else "=")
    organisation = next((e for t in inner if (e := scan.entry(t, "organisation"))), None)
    # "Libya's U.N. ambassador" is Libya's; "the U.N. envoy for Libya" is not.
    states = phrase.country is not None and phrase.noun.lemma in POSTED
    if organisation is not None and organisation.sector and sector in {"=", "GOV"} and not states:
        sector = organisation.sector
    phrase.sector = sector
