"""Settles what a person's title leaves unsaid: the country, the sector and the office of a counterpart."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.actors.cast import Part
from onrecord.actors.evidence import (
    OF_A_STATE,
    elsewhere,
    from_scene,
    from_sentence,
    from_sentence_before,
    from_summons,
    sends_message,
    state_before,
)
from onrecord.actors.home import heading_of_house
from onrecord.actors.lexicon import institution_at, words
from onrecord.actors.offices import office_words
from onrecord.actors.people import People, Person
from onrecord.actors.roles import POSTED, RolePhrase
from onrecord.actors.scan import Scan
from onrecord.actors.topics import Topics

_HEADS_OF_ANYTHING = frozenset(("president", "vice president", "chancellor", "secretary", "governor", "director"))
_PRIVATE = frozenset(("BUS", "LAB", "EDU", "NGO", "MED", "AGR", "REL"))

_LEADING = frozenset(("lead", "head", "run", "chair", "direct", "manage", "represent"))


def settle_people(scan: Scan, people: People, *, last: bool) -> None:
    """Give persons the country, sector and office of what they serve; the page's home only when `last`."""
    for person in people.persons:
        _from_tables(scan, person)
    for person in people.persons:
        _from_owner(scan, person)
    for person in people.persons:
        office_of_counterpart(scan, people, person)
    for person in people.persons:
        _from_clause(scan, person)
        from_sentence(scan, person)
        from_summons(scan, person)
        if scan.cast.home is None and not scan.turns:
            from_sentence_before(scan, person)
            from_scene(scan, person)
    for person in people.persons:
        _from_led(scan, person)
        _from_joined(scan, people, person)
    _from_invitation(scan, people)
    if last:
        for person in people.persons:
            part = scan.cast[person.id]
            if part.sector is None and person.phrases:
                part.add_sector(_default_sector(person))
    if scan.turns and heading_of_house(scan):
        for person in people.persons:
            _answers(scan, person)
    if scan.turns:
        topics = Topics(scan)
        for person in people.persons:
            _from_topic(scan, topics, person)
    for person in people.persons:
        if last or (all(p.owner is None for p in person.phrases) and not sends_message(scan, person)):
            _from_home(scan, people, person)
    for person in people.persons:
        _from_relative(scan, person)
        if last:
            _from_paragraph(scan, person)
    if last:
        _leave_open(scan, people)


def _leave_open(scan: Scan, people: People) -> None:
    """Note whose state nothing told: those in the service of some state, as far as the page speaks of them."""
    for person in people.persons:
        part = scan.cast[person.id]
        if part.country is None and part.sector in OF_A_STATE and part.mentions:
            scan.notes.leave_open("actors", part.id, "country", "no-candidate")


def _from_tables(scan: Scan, person: Person) -> None:
    """Give a person whom the tables know the office held on the day of the page, and country and QID with it.

    A family name alone is enough only when one single holder of it was in office on that day.
    """
    part = scan.cast[person.id]
    day = scan.date
    if part.wikidata is not None:
        return
    tenure = scan.tables.tenure_of(part.name, day)
    if tenure is None and len(person.words) == 1 and day is not None:
        tenure = scan.tables.of_family(part.name, day)
    if tenure is None or (part.country and tenure.country and part.country != tenure.country):
        return
    held_now = day is not None and tenure.on(day)
    if len(person.words) == 1 and part.office and not held_now:
        return
    part.country = part.country or tenure.country or None
    part.wikidata = tenure.wikidata
    part.add_sector("GOV" if tenure.country else "IGO")
    if held_now:
        part.office = part.office or tenure.title or tenure.office
        person.offices.append(office_words(tenure.title or tenure.office))
        person.offices.append(office_words(tenure.office))


def _from_owner(scan: Scan, person: Person) -> None:
    part = scan.cast[person.id]
    for phrase in person.phrases:
        if phrase.owner is None:
            continue
        owner = scan.cast.innermost(scan.doc[phrase.owner].idx, besides=person.id)
        if owner is None or owner == person.id:
            continue
        part.country = part.country or scan.cast[owner].country
        _sector_from_owner(part, phrase, scan.cast[owner])


def _sector_from_owner(part: Part, phrase: RolePhrase, owner: Part) -> None:
    """Give the holder of a role the sector of the body that it is held in, before what the role's noun says."""
    if part.sector is None and phrase.sector == "=":
        part.add_sector(owner.sector)
    first: str | None = None
    if owner.sector == "IGO" and phrase.sector == "GOV" and phrase.country is None:
        first = "IGO"  # a commissioner of the bloc serves the bloc, not a state
    elif owner.sector == "OPP" and part.sector == "PTY":
        first = "OPP"
    elif owner.kind == "organisation" and phrase.noun.lemma in _HEADS_OF_ANYTHING and owner.sector in _PRIVATE:
        part.sectors = []  # "its president", of a chamber of commerce
        first = owner.sector
    elif phrase.noun.lemma.startswith("secretary") and phrase.sector == "IGO" and owner.kind == "organisation":
        part.sector, part.sectors = None, [s for s in part.sectors if s != "IGO"]  # of a charity, a party, a league
        first = owner.sector
    if first is not None:
        part.sectors = [first, *(s for s in part.sectors if s != first)]
    part.sector = part.sectors[0] if part.sectors else None


def office_of_counterpart(scan: Scan, people: People, person: Person) -> None:
    """Give a counterpart the office of the one whose counterpart they are."""
    part = scan.cast[person.id]
    phrase = next((p for p in person.phrases if p.noun.lemma == "counterpart"), None)
    if phrase is None or part.office:
        return
    before = [
        other for other in people.persons
        if other.id != person.id and scan.cast[other.id].office and other.offices
        and any(m.start < scan.doc[phrase.head].idx for m in scan.cast[other.id].mentions)
    ]  # fmt: skip
    if not before:
        return
    here = scan.doc[phrase.head].idx
    nearest = max(before, key=lambda o: max(m.start for m in scan.cast[o.id].mentions if m.start < here))
    part.office = scan.cast[nearest.id].office
    part.add_sector(scan.cast[nearest.id].sector)
    person.offices.extend(nearest.offices)


def _from_clause(scan: Scan, person: Person) -> None:
    """Give a person without a country that of who speaks of them ("the spokesperson said Prime Minister X would")."""
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE or not part.mentions:
        return
    first = min(part.mentions, key=lambda m: m.start)
    token = scan.document.tokens(first.start, first.end).root
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return  # "she would meet Minister X": of the other side, if anything
    while token.head.i != token.i:
        if token.dep_ == "ccomp":
            subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            speaker = scan.cast.covering(subject.idx) if subject is not None else None
            if speaker is not None and scan.cast[speaker].kind == "person" and scan.cast[speaker].country:
                part.country = scan.cast[speaker].country
                return
        token = token.head


def _from_invitation(scan: Scan, people: People) -> None:
    """Give a host the state that is visited: "At the invitation of Minister A, Minister B will visit X"."""
    for sentence in scan.document.sentences:
        word = next((t for t in sentence if t.lower_ == "invitation"), None)
        visit = next((t for t in sentence if t.lower_ in {"visit", "visits", "visited", "visiting"}), None)
        if word is None:
            continue
        if visit is None:
            hosts, visited = _invited_to(scan, word)
        else:
            hosts = [i for t in sentence if word.i < t.i < visit.i and (i := scan.named.get(t.i))]
            visited = next((c for t in sentence if t.i > visit.i and (c := scan.country(t))), None)
        if hosts and visited and scan.cast[hosts[0]].country in {None, visited}:
            scan.cast[hosts[0]].country = visited
            if visit is not None:
                scan.cast.home = scan.cast.home or visited


def _invited_to(scan: Scan, word: Token) -> tuple[list[str], str | None]:
    """Return (hosts, state) of "Minister A leaves for Lima on Sunday at the invitation of Minister B"."""
    by = scan.doc[word.i + 1] if word.i + 1 < len(scan.doc) else None
    verb = word
    while verb.pos_ != "VERB" and verb.head.i != verb.i:
        verb = verb.head
    if by is None or by.lower_ != "of" or verb.lemma_.lower() not in words("verbs_of_going"):
        return [], None
    hosts = [i for t in by.subtree if (i := scan.named.get(t.i))]
    places = [
        p.country for p in scan.cast.places
        if verb.idx < p.start < word.idx and scan.document.token_at(p.start).head.lower_ in {"to", "for", "in"}
    ]  # fmt: skip
    return hosts, places[0] if places else None


def _from_home(scan: Scan, people: People, person: Person) -> None:
    """Give a person of a state, told without one, the page's home, unless somebody else of it holds the same office."""
    part = scan.cast[person.id]
    home = scan.cast.home
    if part.country or home is None or part.sector not in OF_A_STATE:
        return
    # An ambassador of no state told is a foreign one; a counterpart is the other side's.
    if any(p.noun.lemma == "counterpart" or p.article == "his" for p in person.phrases):
        return
    # Of "Foreign ministers A and B" at least one is from elsewhere.
    if person.phrases and all(p.noun.lemma in POSTED or p.plural for p in person.phrases):
        return
    if _spoken_to_by_home(scan, part, home) or (scan.turns and not _of_the_house(scan, person, home)):
        return
    # "The 27-nation bloc's policy chief" serves somebody, only it is not known whom.
    owners = [p.owner for p in person.phrases if p.owner is not None]
    served = [scan.cast.innermost(scan.doc[i].idx, besides=person.id) for i in owners]
    # Whose spokesman of no state told is of no state told, either.
    if any(s is None or (scan.cast[s].kind == "person" and scan.cast[s].country is None) for s in served):
        return
    # "Norway would not be drawn. Minister X said": on a page filed elsewhere X may be of either.
    if not scan.turns and (state_before(scan, person) or home) != home:
        return
    if elsewhere(scan, person, home):
        return
    rivals = [
        other for other in people.persons
        if other.id != person.id and scan.cast[other.id].country == home and _share_office(other, person)
    ]  # fmt: skip
    if not rivals and not _beside_another(scan, people, person):
        part.country = home


def _beside_another(scan: Scan, people: People, person: Person) -> bool:
    """Return whether "Minister A and Secretary B" stand together on a page that has officials of some other state.

    Either may then be the guest's.
    """
    home = scan.cast.home
    if not any(scan.cast[p.id].country not in {None, home} and scan.cast[p.id].sector == "GOV" for p in people.persons):
        return False
    for other in people.persons:
        if other.id == person.id or (scan.cast[other.id].country is not None and other.id not in scan.beside):
            continue
        for phrase in other.phrases:
            before = scan.doc[phrase.start - 1] if phrase.start else None
            first = scan.named.get(phrase.start - 2) if before is not None and before.lower_ == "and" else None
            if first == person.id and all(p.country is None and p.owner is None for p in person.phrases):
                scan.beside.add(person.id)
                scan.beside.add(other.id)
    return person.id in scan.beside


def _from_topic(scan: Scan, topics: Topics, person: Person) -> None:
    """Give an official of no state told, of whom a transcript first speaks in a turn about one state, that state.

    Envoys, who are sent there by others, are left out.
    """
    part = scan.cast[person.id]
    if part.country or part.sector not in OF_A_STATE or not part.mentions or not person.phrases:
        return
    if any(p.noun.lemma in POSTED or p.owner is not None or p.noun.lemma == "counterpart" for p in person.phrases):
        return
    first = min(m.start for m in part.mentions)
    verb = scan.document.tokens(first, first + 1).root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    # Whoever goes there, or meets somebody of it, is as well the house's own or a third one's.
    comes = verb.lemma_.lower() in words("verbs_of_going") | words("verbs_of_meeting") and verb.lemma_ != "be"
    if not comes and not any(t.start == first for t in scan.turns):
        part.country = topics.at(first)


def _answers(scan: Scan, person: Person) -> None:
    """Note that whoever answers at a ministry's own briefing serves a government."""
    starts = {turn.start for turn in scan.turns if not turn.asks}
    part = scan.cast[person.id]
    if part.sector is None and any(m.start in starts for m in part.mentions):
        part.add_sector("GOV")


def _of_the_house(scan: Scan, person: Person, home: str) -> bool:
    """Return whether a transcript shows a person as one of the house: in its heading, or by the label of a turn.

    Whoever else is spoken of is as often foreign; in American style "Secretary Hale" alone is of the own cabinet.
    """
    if home == "USA" and any(office == frozenset(("secretary",)) for office in person.offices):
        return True
    starts = {turn.start for turn in scan.turns}
    part = scan.cast[person.id]
    if any(m.start < min(starts) or m.start in starts for m in part.mentions):
        return True
    if any(_bare_title_in_answer(scan, m.start, m.end) for m in part.mentions):
        return True
    return any(_receives(scan, part, m.start, m.end, home) for m in part.mentions)


def _bare_title_in_answer(scan: Scan, start: int, end: int) -> bool:
    """Return whether an answer of the house speaks of somebody as just "the President": its own."""
    tokens = scan.document.tokens(start, end)
    before = scan.doc[tokens.start - 1] if tokens.start else None
    if any(t.i in scan.named for t in tokens) or before is None or before.lower_ != "the":
        return False
    return tokens[0].text[0].isupper() and any(not t.asks and t.start <= start < t.end for t in scan.turns)


def _receives(scan: Scan, part: Part, start: int, end: int, home: str) -> bool:
    """Return whether an answer tells of somebody acting towards one of another state ("X will hold talks with Y")."""
    token = scan.document.tokens(start, end).root
    if token.dep_ != "nsubj" or any(t.asks and t.start <= start < t.end for t in scan.turns):
        return False
    others = {a for t in token.head.subtree if t.i > token.i and (a := scan.named.get(t.i)) and a != part.id}
    return any(scan.cast[a].country not in {None, home} for a in others)


def _share_office(one: Person, other: Person) -> bool:
    """Return whether two persons are said to hold the same office, acting or not."""
    bare = frozenset(("acting", "interim", "caretaker"))
    return bool({o - bare for o in one.offices} & {o - bare for o in other.offices})


def _from_led(scan: Scan, person: Person) -> None:
    """Give whoever leads it the country of a delegation ("a Malian delegation led by Foreign Minister X")."""
    part = scan.cast[person.id]
    for mention in part.mentions:
        token = scan.document.tokens(mention.start, mention.end).root
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "by" else None
        if part.country or verb is None or verb.lemma_ not in _LEADING:
            continue
        led = verb.head.lefts if verb.dep_ == "acl" else [c for c in verb.lefts if c.dep_ == "nsubjpass"]
        told = {scan.cast[a].country for t in led if (a := scan.cast.covering(t.idx))} - {None}
        part.country = told.pop() if len(told) == 1 else None


def _from_joined(scan: Scan, people: People, person: Person) -> None:
    """Give "Queen Y" of "Spain's King X and Queen Y" the state told before the first."""
    part = scan.cast[person.id]
    for phrase in person.phrases:
        at = phrase.start - 1
        if part.country or phrase.country or phrase.owner is not None or at < 1 or scan.doc[at].lower_ != "and":
            continue
        first = people.person(scan.named.get(at - 1, ""))
        if first is not None and any(p.country and p.end <= at for p in first.phrases):
            part.country = scan.cast[first.id].country


def _spoken_to_by_home(scan: Scan, part: Part, home: str) -> bool:
    """Return whether a person first appears as the one whom the page's own side met: "I spoke to Minister Koval"."""
    first = min(part.mentions, key=lambda m: m.start) if part.mentions else None
    if first is None:
        return False
    token = scan.document.tokens(first.start, first.end).root
    while token.dep_ in {"pobj", "dobj", "prep", "dative", "appos", "compound"} and token.head.i != token.i:
        token = token.head
    if token.lemma_.lower() not in words("verbs_of_meeting"):
        return False
    subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ in {"he", "she"} and token.dep_ == "ccomp":
        # "Minister A said she would meet Minister B": the one who says so.
        subject = next((c for c in token.head.lefts if c.dep_ == "nsubj"), None)
    if subject is None or first.start <= subject.idx < first.end:
        return False
    other = scan.cast.covering(subject.idx)
    return subject.lower_ in {"i", "we"} or (
        other is not None and other != part.id and scan.cast[other].country == home
    )


def _from_paragraph(scan: Scan, person: Person) -> None:
    """Give "the two community leaders, A and B" the one state that their paragraph names."""
    part = scan.cast[person.id]
    phrase = next(
        (
            p
            for p in person.phrases
            if p.plural
            and p.article in {"the", "number"}
            and p.noun.type in {"side", "office", "bound"}
            and p.noun.lemma not in POSTED
        ),
        None,
    )
    if part.country or phrase is None or phrase.owner is not None:
        return
    paragraph = scan.document.paragraph_at(scan.doc[phrase.head].idx)
    if paragraph is None:
        return
    named = {
        scan.cast[a].country
        for _, _, a in scan.cast.within(paragraph.start, paragraph.end)
        if scan.cast[a].kind == "state"
    }
    if len(named) == 1:
        part.country = named.pop()


def _from_relative(scan: Scan, person: Person) -> None:
    """Give a private person what the relative clause at the name tells: where they are and what they run."""
    part = scan.cast[person.id]
    for mention in part.mentions:
        token = scan.document.tokens(mention.start, mention.end).root
        clause = next((c for c in token.rights if c.dep_ == "relcl"), None)
        if clause is None:
            continue
        inner = list(clause.subtree)
        if part.country is None:
            told = {c for t in inner if (c := scan.country(t))}
            told |= {p.country for p in scan.cast.places if p.country and inner[0].idx <= p.start <= inner[-1].idx}
            part.country = told.pop() if len(told) == 1 else None
        run = next((c for c in clause.rights if c.dep_ == "dobj"), None)
        body = institution_at(run) if run is not None else None
        if body is not None and body.sector != "=" and (body.sector != "GOV" or clause.lemma_ in _LEADING):
            part.add_sector(body.sector)
            owner = next((c for c in run.lefts if c.dep_ == "poss"), None) if run is not None else None
            whose = scan.cast.covering(owner.idx) if owner is not None and part.country is None else None
            part.country = scan.cast[whose].country if whose is not None and whose != part.id else part.country
        organisation = next((e for t in inner if (e := scan.entry(t, "organisation"))), None)
        if organisation is not None and clause.lemma_ in _LEADING:
            part.add_sector(organisation.sector)
        if part.sector is None and not person.phrases and clause.lemma_ in words("verbs_of_private_life"):
            part.add_sector("CVL")


def _default_sector(person: Person) -> str | None:
    return (
        "GOV"
        if any(p.noun.sector == "=" and p.noun.lemma not in {"leader", "member", "founder"} for p in person.phrases)
        else None
    )
