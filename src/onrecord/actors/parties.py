"""Leads what is said of parties to them: bodies, states by description, outlets, groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.bodies import Bodies, BodyPhrase
from onrecord.actors.evidence import seated_in
from onrecord.actors.groups import GroupPhrase
from onrecord.actors.lexicon import epithets, is_plural, singular, words
from onrecord.actors.offices import HEADS, office_fits, office_words
from onrecord.actors.people import People
from onrecord.actors.roles import RolePhrase
from onrecord.actors.scan import Scan
from onrecord.actors.topics import Topics
from onrecord.actors.trail import FAR, Trail
from onrecord.record import ActorKind

OFTEN = 3
"""Mentions of whom a page may count among "the two presidents" without saying so."""

TALKED_OF = 60
"""Tokens on either side within which a team's page speaks of talks, if it is a team of negotiators."""


@dataclass(slots=True)
class Parties:
    """Leads phrases for anything but single persons to their actors; used by the resolver, in the order of the text."""

    scan: Scan
    people: People
    bodies: Bodies
    trail: Trail
    groups: list[tuple[GroupPhrase, str]] = field(default_factory=list)
    topics: Topics | None = None

    # -- bodies

    def body(self, phrase: BodyPhrase) -> None:
        """Lead a phrase for a body to one met before, or enter it."""
        cast, doc = self.scan.cast, self.scan.doc
        if phrase.plural:
            return
        if self._named_kind(phrase):
            return
        if phrase.noun not in _ABROAD:
            seat, end = seated_in(self.scan, phrase.end, phrase.sector)
            if seat is not None and phrase.country in {None, seat}:
                phrase.country, phrase.end = seat, end
                phrase.name = " ".join(doc[phrase.start : end].text.split())
        owner: str | None = None
        if phrase.owner is not None:
            owner = cast.innermost(doc[phrase.owner].idx)
            phrase.country = phrase.country or (cast[owner].country if owner else None)
        id = self._body_met(phrase, owner)
        last = doc[phrase.end - 1]
        start = doc[phrase.start].idx
        bare = phrase.core == phrase.head and phrase.country is None and phrase.owner is None and not phrase.capital
        if bare and phrase.noun == "opposition" and doc[phrase.head].dep_ == "nsubj":
            phrase.country = phrase.country or self._state_of_sentence(phrase.head)
        elif id is None and bare and phrase.noun in words("weak_bodies"):
            return
        if id is None:
            of_a_state = phrase.state or phrase.sector == "OPP"
            topic = self._topic(phrase) if of_a_state else None
            country = phrase.country or topic or (self.trail.country_in_view(phrase.head) if of_a_state else None)
            phrase.country = country
            name = (
                " ".join(doc[phrase.start : phrase.end].text.split())
                if not phrase.name or phrase.article == "his"
                else phrase.name
            )
            part = cast.enter(name, "outlet" if phrase.sector == "JRN" else "organisation", country=country)
            sector = phrase.sector if phrase.sector != "=" else "GOV" if phrase.state else None
            part.add_sector(sector)
            id = part.id
            self.bodies.held.append((phrase, id))
        self.scan.cast.mention(id, start, last.idx + len(last), "name" if phrase.capital else "description")
        self.trail.add(phrase.head, id, start)

    def _topic(self, phrase: BodyPhrase) -> str | None:
        """Return the state that a transcript's turn is about, for bodies that have no name of their own there."""
        if not self.scan.turns or phrase.capital:
            return None
        if self.topics is None:
            self.topics = Topics(self.scan)
        return self.topics.at(self.scan.doc[phrase.head].idx)

    def _state_of_sentence(self, token: int) -> str | None:
        """Return the one state that a sentence names before a token ("On Peru, the opposition says")."""
        first = self.scan.doc[token].sent.start
        told = {c for t in self.scan.doc[first:token] if (c := self.scan.country(t))}
        return told.pop() if len(told) == 1 else None

    def _named_kind(self, phrase: BodyPhrase) -> bool:
        """Lead "the opposition Dawn party", where a body's name stands before what it is, to that body."""
        doc = self.scan.doc
        hit = self.scan.hit_over.get(phrase.head - 1)
        if hit is None or phrase.noun not in words("kinds_of_body"):
            return False
        id = self.scan.cast.exactly(hit.start, hit.end)
        if id is None or id not in self.bodies.kinds:
            return False
        last = doc[phrase.end - 1]
        self.scan.cast.mention(id, doc[phrase.start].idx, last.idx + len(last), "description")
        self.trail.add(phrase.head, id, doc[phrase.start].idx)
        return True

    def _body_met(self, phrase: BodyPhrase, owner: str | None) -> str | None:
        """Return the body met before that a phrase stands for, or None for a new one."""
        if phrase.words == {"force"} and phrase.article == "the":
            armed = {
                id for held, id in self.bodies.held if held.sector in {"MIL", "COP"} and self._near_body(held, phrase)
            }
            return self.trail.last_subject(armed, phrase.head)
        for held, id in reversed(self.bodies.held):
            if held.noun != phrase.noun:
                continue
            if phrase.country and held.country:
                alike = phrase.words <= held.words or held.words <= phrase.words
                owned = phrase.owner is not None and held.owner is not None and phrase.words != held.words
                if phrase.country == held.country and alike and not owned:
                    return id
                continue
            in_view = self.trail.country_in_view(phrase.head) if phrase.state and held.country else None
            if in_view not in {None, held.country}:
                continue
            if phrase.words <= held.words and ((held.capital and phrase.capital) or self._near_body(held, phrase)):
                return id
        if phrase.article == "the" and phrase.noun in words("nouns_of_business"):
            named = {p.id for p in self.scan.cast if p.kind == "organisation" and p.sector == "BUS" and p.mentions}
            last = self.trail.last_subject(named, phrase.head)
            if last is not None and self._within_reach(last, phrase):
                return last
        for name, id in self.bodies.by_name.items():
            if phrase.article == "the" and not phrase.country and office_words(name) >= phrase.words and phrase.words:
                return id
        return None

    def _within_reach(self, actor: str, phrase: BodyPhrase) -> bool:
        here = self.trail.paragraph_of(phrase.head)
        return here - self.trail.paragraph_of(self.trail.last_index(actor)) <= FAR

    def _near_body(self, held: BodyPhrase, phrase: BodyPhrase) -> bool:
        alone = sum(h.noun == phrase.noun for h, _ in self.bodies.held) == 1
        return self.trail.paragraph_of(phrase.head) - self.trail.paragraph_of(held.head) <= (FAR if alone else 1)

    def party(self, token: Token) -> None:
        """Give a party named without a country that of whoever acts there."""
        hit = self.scan.hit_over.get(token.i)
        if hit is None or self.scan.first(hit) != token.i:
            return
        id = self.scan.cast.exactly(hit.start, hit.end)
        part = self.scan.cast[id] if id is not None else None
        if part is None or part.country is not None or part.kind != "organisation":
            return
        if part.sector in {"PTY", "OPP"} or (part.sector == "GOV" and part.wikidata is None):
            part.country = self.trail.country_in_view(token.i)

    # -- states, outlets, groups

    def side(self, token: Token) -> bool:
        """Lead "the Norwegian side" and "his country" to the state."""
        if token.lower_ not in {"side", "delegation", "team"} or token.i == 0:
            return False
        before = self.scan.doc[token.i - 1]
        country = self.scan.country(before)
        if country is None or token.lower_ == "delegation":
            return False
        if token.lower_ == "team":
            return self._team(token, country)
        hit = self.scan.hit_over[before.i]
        id = self.scan.cast.state(country)
        self.scan.cast.mention(id, hit.start, token.idx + len(token), "description")
        self.trail.add(token.i, id, hit.start)
        return True

    def bloc(self, token: Token) -> bool:
        """Enter "the West" and "Western governments", "Gulf states" as what they are: no single body, no state."""
        doc = self.scan.doc
        if token.i == 0 or self.scan.cast.covering(token.idx) is not None:
            return False
        before = doc[token.i - 1]
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        west = token.text == "West" and before.lower_ == "the"
        if west and (following is None or not (following.text[0].isupper() or following.lower_ == "of")):
            return self._bloc(token, token.i, "the West", "bloc")
        region = words("regions_of_states")
        nouns = words("nouns_of_states")
        if singular(token) not in nouns or not is_plural(token) or before.lower_ not in region:
            return False
        name = "the West" if before.lower_ == "western" else doc[before.i : token.i + 1].text
        return self._bloc(token, before.i, name, "bloc" if before.lower_ == "western" else "group")

    def _bloc(self, token: Token, first: int, name: str, kind: ActorKind) -> bool:
        cast, start = self.scan.cast, self.scan.doc[first].idx
        held = next((p for p in cast if p.name.lower() == name.lower() and p.kind == kind), None)
        if held is None:
            held = cast.enter(name, kind)
            held.plural = kind == "group"
        cast.mention(held.id, start, token.idx + len(token), "name" if name == token.text else "description")
        self.trail.add(token.i, held.id, start)
        return True

    def _team(self, token: Token, country: str) -> bool:
        """Enter "the Egyptian team" of talks as a body of its state; of a match it is none of the page's."""
        if not words("words_of_talks") & {
            t.lower_ for t in self.scan.doc[max(0, token.i - TALKED_OF) : token.i + TALKED_OF]
        }:
            return False
        doc, cast = self.scan.doc, self.scan.cast
        start, end = doc[token.i - 1].idx, token.idx + len(token)
        name = doc[token.i - 1 : token.i + 1].text
        id = next((p.id for p in cast if p.name == name), None)
        if id is None:
            part = cast.enter(name, "organisation", country=country)
            part.add_sector("GOV")
            id = part.id
        cast.mention(id, start, end, "description")
        self.trail.add(token.i, id, start)
        return True

    def country(self, token: Token) -> bool:
        """Lead "his country" to the state of the one it is said of, "the island nation" to the only one on the page."""
        if self._epithet(token):
            return True
        if token.lower_ in {"neighbour", "neighbor"} and self._neighbour(token):
            return True
        if token.lower_ not in {"country", "nation"} or token.i == 0:
            return False
        before = self.scan.doc[token.i - 1]
        if before.tag_ != "PRP$":
            return False
        owner = self.scan.cast.innermost(before.idx)
        state = self.scan.cast.side(owner) if owner else None
        if state is None:
            return False
        self.scan.cast.mention(state, before.idx, token.idx + len(token), "description")
        self.trail.add(token.i, state, before.idx)
        return True

    def _neighbour(self, token: Token) -> bool:
        """Lead "its neighbour" to the state that the page names far oftener than any other besides the owner's."""
        first = token.i - 1
        while first > token.sent.start and self.scan.doc[first].pos_ in {"ADJ", "PROPN"}:
            first -= 1
        before = self.scan.doc[first]
        owner = self.scan.cast.innermost(before.idx) if before.tag_ == "PRP$" else None
        state = self.scan.cast.side(owner) if owner else None
        if state is None:
            return False
        named = Counter({p.id: len(p.mentions) for p in self.scan.cast if p.kind == "state" and p.id != state})
        ranked = [*named.most_common(2), ("", 0), ("", 0)]
        if ranked[0][1] < 2 * max(ranked[1][1], 1):
            return False
        self.scan.cast.mention(ranked[0][0], before.idx, token.idx + len(token), "description")
        self.trail.add(token.i, ranked[0][0], before.idx)
        return True

    def _epithet(self, token: Token) -> bool:
        """Lead "the Islamic Republic" to the only state of the page that is called so, unless its name follows."""
        doc = self.scan.doc
        at = next((i for i in (token.i - 2, token.i - 1) if i >= 0 and doc[i].lower_ == "the"), None)
        if at is None or (token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of"):
            return False
        may_be = epithets().get(doc[at + 1 : token.i + 1].text.lower())
        if may_be is None or self.scan.cast.covering(token.idx) is not None:
            return False
        named = [p.id for p in self.scan.cast if p.kind == "state" and p.country in may_be and p.mentions]
        if len(named) != 1:
            return False
        self.scan.cast.mention(named[0], doc[at].idx, token.idx + len(token), "description")
        self.trail.add(token.i, named[0], doc[at].idx)
        return True

    def kind_of_body(self, token: Token) -> bool:
        """Lead "the bloc" and "the alliance" to the organisation of that kind named last."""
        if token.lower_ not in {"bloc", "alliance", "court", "cartel"} or token.i == 0:
            return False
        if self.scan.doc[token.i - 1].lower_ != "the":
            return False
        fitting = {id for id, kind in self.bodies.kinds.items() if kind == token.lower_}
        id = self.trail.last_subject(fitting, token.i)
        if id is None:
            return False
        self.scan.cast.mention(id, token.idx, token.idx + len(token), "description")
        self.trail.add(token.i, id, token.idx)
        return True

    def outlet(self, token: Token) -> bool:
        """Lead "the daily" to the outlet named before."""
        if singular(token) not in words("outlet_nouns") and token.lower_ != "agency":
            return False
        if token.i == 0 or self.scan.doc[token.i - 1].lower_ != "the":
            return False
        id = self.trail.last_of({"outlet"}, token.i)
        if id is None or self.trail.paragraph_of(token.i) - self.trail.paragraph_of(self.trail.last_index(id)) > FAR:
            return False
        self.scan.cast.mention(id, token.idx, token.idx + len(token), "description")
        self.trail.add(token.i, id, token.idx)
        return True

    def group(self, phrase: GroupPhrase) -> None:
        """Lead "both sides" and "the two leaders" to the group they are, with its members where the page names two."""
        members = self._members(phrase)
        cast, doc = self.scan.cast, self.scan.doc
        start, last = doc[phrase.start].idx, doc[phrase.end - 1]
        for held, id in self.groups:
            same_members = members and sorted(cast[id].members) == sorted(members)
            if same_members or (
                held.noun == phrase.noun and held.words == phrase.words and not (members and cast[id].members)
            ):
                break
        else:
            part = cast.enter(doc[phrase.start : phrase.end].text, "group")
            part.plural, part.members = True, members
            part.add_sector("GOV" if phrase.of == "person" else None)
            id = part.id
            self.groups.append((phrase, id))
        cast.mention(id, start, last.idx + len(last), "description")
        self.trail.add(phrase.end - 1, id, start)

    def _members(self, phrase: GroupPhrase) -> list[str]:
        """Return the two that a group phrase stands for, empty when the page does not settle them."""
        cast = self.scan.cast
        if phrase.of == "person":
            said = office_words(phrase.words) if phrase.noun not in _ANY_PERSON else frozenset()
            fitting = []
            for person in self.people.persons:
                part = cast[person.id]
                if (
                    part.country
                    and part.sector == "GOV"
                    and (not said or any(office_fits(said, o) for o in person.offices))
                ):
                    fitting.append(person.id)
            if len(fitting) == 1 and said in HEADS:
                fitting += self._other_head(fitting[0], said)
            counts = Counter({id: len(cast[id].mentions) for id in fitting})
            pair = [id for id, _ in counts.most_common(2)]
            if len(pair) == 2 and cast[pair[0]].country != cast[pair[1]].country and (len(fitting) == 2 or not said):
                return sorted(pair, key=lambda i: int(i[1:]))
            return []
        counts = Counter({p.id: len(p.mentions) for p in cast if p.kind == "state"})
        pair = [id for id, _ in counts.most_common(3)]
        if len(pair) == 2 or (len(pair) == 3 and counts[pair[1]] > counts[pair[2]]):
            return sorted(pair[:2], key=lambda i: int(i[1:]))
        return []

    def _other_head(self, one: str, office: frozenset[str]) -> list[str]:
        """Return the person who makes "the two presidents" with the only one told so, and note what that tells.

        The one of no present office who is named most, thrice at least, where two states are the page's own; the other
        of them is this one's.
        """
        cast = self.scan.cast
        states = Counter({p.country: len(p.mentions) for p in cast if p.kind == "state" and p.country}).most_common(3)
        pair = [country for country, _ in states[:2]]
        if cast[one].country not in pair or len(pair) < 2 or (len(states) == 3 and states[1][1] <= states[2][1]):
            return []
        free = [
            p for p in self.people.persons
            if p.id != one and cast[p.id].country is None and len(cast[p.id].mentions) >= OFTEN
            and all("former" in o for o in p.offices)
        ]  # fmt: skip
        if len(free) != 1:
            return []
        part = cast[free[0].id]
        part.country = next(c for c in pair if c != cast[one].country)
        part.office = cast[one].office
        free[0].offices.append(office)
        part.add_sector(cast[one].sector)
        return [part.id]

    def group_of_holders(self, phrase: RolePhrase, holders: list[str]) -> None:
        """Note the group that a plural title makes of the persons named after it."""
        doc, last = self.scan.doc, self.scan.doc[phrase.end - 1]
        start, end = doc[phrase.start].idx, last.idx + len(last)
        if len(holders) > 1:
            self.scan.cast.mention(self.scan.cast.together(holders, start, end), start, end, "title")
            return
        self.scan.cast.mention(holders[0], start, end, "title")


_ABROAD = frozenset(("embassy", "consulate", "mission", "delegation"))
_ANY_PERSON = frozenset(("leader", "man", "woman", "authority", "dignitary", "pair", "official", "diplomat"))
