"""Leads titles, descriptions, bodies, groups and pronouns to their actors, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from onrecord.actors.bodies import body_phrase
from onrecord.actors.continuity import Continuity
from onrecord.actors.describe import describe, end_of_description
from onrecord.actors.evidence import seated_in
from onrecord.actors.groups import group_phrase
from onrecord.actors.lexicon import institution_at, monarchies, words
from onrecord.actors.names import words_of_name
from onrecord.actors.offices import kind_of_office, office_words
from onrecord.actors.parties import Parties
from onrecord.actors.people import People, Person
from onrecord.actors.roles import POSTED, RolePhrase
from onrecord.actors.scan import Scan
from onrecord.actors.settle import office_of_counterpart
from onrecord.actors.titles import Titles
from onrecord.actors.trail import FAR, Trail

ANSWERED_WITHIN = 25
"""Tokens within which a question about a counterpart is answered with a name: one short turn."""


@dataclass(slots=True)
class Resolver:
    """Walks the page once, with the names already known, and leads everything else to them."""

    scan: Scan
    people: People
    trail: Trail
    parties: Parties
    described: list[tuple[RolePhrase, str]] = field(default_factory=list)
    late: list[RolePhrase] = field(default_factory=list)
    continuity: Continuity = field(init=False)
    titles: Titles = field(init=False)

    def __post_init__(self) -> None:
        self.continuity = Continuity(self.scan, self.people, self.trail)
        self.titles = Titles(self.scan, self.people, self.trail)

    def resolve(self) -> None:
        """Lead every phrase and pronoun of the page, first to last."""
        by_head = {p.head: p for p in self.people.phrases}
        for token in self.scan.doc:
            if token.is_space:
                continue
            self.trail.reach(token.idx)
            self.parties.party(token)
            if token.i in self.people.shared:
                self.people.settle_shared(token.i)
                if token.i in self.scan.named:
                    self.trail.add(token.i, self.scan.named[token.i], token.idx)
            if token.i in self.scan.named:
                continue
            if self._some_of(token):
                continue
            if token.pos_ == "PRON" or token.tag_ == "PRP$":
                self.trail.pronoun(token)
                continue
            holders = self.people.holders.get(token.i)
            if holders:
                self.parties.group_of_holders(by_head[token.i], holders)
                continue
            if self.parties.bloc(token):
                continue
            group = group_phrase(self.scan, token)
            if group is not None:
                self.parties.group(group)
                continue
            if self._taken_up(token):
                continue
            phrase = by_head.get(token.i)
            if phrase is not None:
                if token.i not in self.people.named:
                    self._role(phrase)
                elif phrase.noun.lemma == "counterpart":
                    for person in self.people.persons:
                        if phrase in person.phrases:
                            office_of_counterpart(self.scan, self.people, person)
                continue
            if (
                self.parties.side(token)
                or self.parties.kind_of_body(token)
                or self.parties.country(token)
                or self.parties.outlet(token)
            ):
                continue
            body = body_phrase(self.scan, token)
            if body is not None:
                self.parties.body(body)
        for phrase in self.late:
            self._role(phrase, late=True)

    def settle_owned(self) -> None:
        """Give whoever was described by an owner the owner's country, once all is told ("his spokesman")."""
        owned = [(p.owner, id) for p, id in self.described] + [(p.owner, id) for p, id in self.parties.bodies.held]
        for at, id in owned:
            part = self.scan.cast[id]
            if part.country is None and at is not None and part.sector not in {"IGO", "NGO", "MNC"}:
                owner = self.scan.cast.innermost(self.scan.doc[at].idx, besides=id)
                held = self.scan.cast[owner] if owner is not None else None
                part.country = held.country if held is not None else None

    # -- people

    def _taken_up(self, token: Token) -> bool:
        """Lead "the 58-year-old", "the Peruvian" and "the latter" to whom the page has just named."""
        cast = self.scan.cast
        aged = self.continuity.of_age(token)
        if aged is not None:
            first, end, person = aged
            self._mention(person.id, first, end, token.i)
            return True
        of_state = self.continuity.of_nationality(token)
        if of_state is not None:
            country, person_or_none = of_state
            if person_or_none is None:
                part = cast.enter(token.text, "unnamed", country=country)
                self._mention(part.id, token.i, token.i + 1, token.i)
                return True
            cast[person_or_none.id].country = cast[person_or_none.id].country or country
            self._mention(person_or_none.id, token.i, token.i + 1, token.i)
            return True
        latter = self.continuity.latter(token)
        if latter is None:
            return False
        self._mention(latter, token.i, token.i + 1, token.i)
        return True

    def _mention(self, actor: str, first: int, end: int, head: int) -> None:
        last = self.scan.doc[end - 1]
        self.scan.cast.mention(actor, self.scan.doc[first].idx, last.idx + len(last), "description")
        self.trail.add(head, actor, self.scan.doc[first].idx)

    def _role(self, phrase: RolePhrase, *, late: bool = False) -> None:
        """Lead a title or description without a name to a person, or enter whom it brings."""
        if self._qualifies(phrase):
            return
        if (
            phrase.noun.type == "bound"
            and phrase.end == phrase.head + 1
            and phrase.country is None
            and phrase.owner is None
        ):
            return
        if phrase.noun.type == "relation":
            same = None if phrase.plural else self.titles.said_of(phrase)
            if same is not None:
                self._note(phrase, same.id)
            else:
                self._relation(phrase)
            return
        if phrase.country is None and phrase.owner is not None and phrase.noun.lemma != "counterpart":
            phrase.country = self._country_of_owner(phrase.owner)
        if phrase.owner is not None and self.scan.doc[phrase.owner].lower_ == "diplomacy":
            phrase.office = "foreign minister"  # "the head of Polish diplomacy"
        same = None if phrase.plural else self.titles.said_of(phrase)
        if same is not None:
            self._note(phrase, same.id)
            self.people.hold(same, phrase)
            return
        if phrase.noun.lemma == "people" and not self._informed(phrase):
            return
        if phrase.plural and phrase.noun.type == "office" and not phrase.indefinite and self._all_holders(phrase):
            return
        if phrase.plural or phrase.indefinite:
            meant = (
                self.continuity.foretold(phrase) or self.continuity.opened(phrase) if phrase.article == "a" else None
            )
            if meant is not None:
                self._note(phrase, meant.id)
                self.people.hold(meant, phrase)
                return
            self._describe(phrase)
            return
        if phrase.noun.lemma == "counterpart":
            self._counterpart(phrase)
            return
        if phrase.article == "'s" and phrase.owner is not None and phrase.country is None:
            owner = self.scan.cast.innermost(self.scan.doc[phrase.owner].idx)
            if owner is None and self.scan.doc[phrase.owner].text[0].isupper():
                self._describe(phrase)  # "the Sultanate's minister": whose, the page does not settle
                return
        barred = {self.trail.subject_over(self.scan.doc[phrase.head]), self._speaker_of_words(phrase)}
        fitting = [p for p in self.titles.fitting(phrase) if p.id not in barred]
        if phrase.article == "the" and phrase.country is None and (nearer := self._described_nearer(phrase, fitting)):
            self._note(phrase, nearer)
            return
        if len(fitting) > 1:
            fitting = self.titles.nearest(fitting, phrase)
        if len(fitting) == 1:
            self._note(phrase, fitting[0].id)
            self.people.hold(fitting[0], phrase)
            return
        if len(fitting) > 1:
            self.scan.notes.leave_open("actors", self.scan.doc[phrase.start].idx, "mention", "ambiguous")
            return
        recalled = (None if self._described_alike(phrase) else self.continuity.recalled(phrase)) or (
            self.continuity.presumed(phrase) if phrase.country and phrase.noun.type == "office" else None
        )
        if recalled is not None:
            self._note(phrase, recalled.id)
            self.people.hold(recalled, phrase)
            return
        if not late and self._in_heading(phrase):
            self.late.append(phrase)
            return
        meant = self.continuity.foretold(phrase)
        if meant is not None:
            self._note(phrase, meant.id)
            self.people.hold(meant, phrase)
            return
        if self._holder(phrase):
            return
        if phrase.article == "the" and (person := self._only_unoffice(phrase)):
            self._note(phrase, person.id)
            self.people.hold(person, phrase)
            return
        self._describe(phrase)

    def _described_alike(self, phrase: RolePhrase) -> list[str]:
        """Return the actors described before by the noun of a phrase."""
        return [id for held, id in self.described if held.noun.lemma == phrase.noun.lemma and not held.plural]

    def _described_nearer(self, phrase: RolePhrase, fitting: list[Person]) -> str | None:
        """Return whom the same noun described after the one who is named with it: "the ambassador" is the last one."""
        alike = self._described_alike(phrase)
        if not alike or len(fitting) != 1 or alike[-1] == fitting[0].id:
            return None
        here = self.trail.paragraph_of(phrase.head)
        for step in reversed(self.trail.steps):
            if step.token < phrase.head and step.actor in {alike[-1], fitting[0].id}:
                near = here - self.trail.paragraph_of(step.token) <= 1
                return alike[-1] if step.actor == alike[-1] and near else None
        return None

    def _speaker_of_words(self, phrase: RolePhrase) -> str | None:
        """Return who speaks the quoted words that a phrase stands in; a speaker does not say "the minister" of himself.

        A pronoun after the closing mark tells it only where it was used of one of those in question.
        """
        quotation = self.scan.document.quotation_at(self.scan.doc[phrase.head].idx)
        if quotation is None:
            return None
        after = self.scan.document.token_at(quotation.end)
        said = next((t for t in self.scan.doc[after.i : after.i + 3] if t.lower_ in {"he", "she"}), None)
        called = {a for a, pronoun in self.trail.called.items() if said is not None and pronoun == said.lower_}
        if len(called) == 1:
            return called.pop()
        return self.trail.speaker_around(self.scan.doc[phrase.head]) if said is None else None

    def _holder(self, phrase: RolePhrase) -> bool:
        """Lead an office alone to who held it on the day of the page, where the tables know exactly one."""
        day = self.scan.date
        of = phrase.country or self._organisation_of(phrase)
        if of is None or day is None:
            return False
        kind = kind_of_office(phrase.office, of)
        tables = self.scan.tables
        # A user's table names offices in its own words; it goes first.
        tenure = tables.holder(of, phrase.office.lower(), day) or (tables.holder(of, kind, day) if kind else None)
        if tenure is None:
            return False
        person = next((p for p in self.people.persons if self.scan.cast[p.id].name == tenure.name), None)
        if person is None:
            part = self.scan.cast.enter(tenure.name, "person", country=tenure.country or None, wikidata=tenure.wikidata)
            part.add_sector("GOV" if tenure.country else "IGO")
            person = Person(part.id, words_of_name(tenure.name))
            self.people.persons.append(person)
        self._note(phrase, person.id)
        self.people.hold(person, phrase)
        return True

    def _organisation_of(self, phrase: RolePhrase) -> str | None:
        """Return the code of the organisation that an office is of ("NATO secretary general", "head of the UN")."""
        for i in range(phrase.start, phrase.end):
            entry = self.scan.entry(self.scan.doc[i], "organisation")
            if entry is not None and entry.code:
                return entry.code
        return None

    def _in_heading(self, phrase: RolePhrase) -> bool:
        """Return whether a phrase stands in a title or heading, which speak of people whom the text names later."""
        return self.titles.role_of_paragraph(phrase) in {"title", "standfirst", "heading"}

    def _some_of(self, token: Token) -> bool:
        """Enter whom "one of them" brings, where it is a subject."""
        doc = self.scan.doc
        if token.lower_ not in _SOME or token.dep_ not in {"nsubj", "nsubjpass"} or token.i + 2 >= len(doc):
            return False
        if doc[token.i + 1].lower_ != "of" or doc[token.i + 2].lower_ not in {"them", "those", "these", "the"}:
            return False
        them = doc[token.i + 2]
        if them.lower_ == "them":
            self.trail.pronoun(them)
        id = describe(self.scan, doc[token.i : token.i + 3 if them.lower_ == "them" else token.right_edge.i + 1])
        if id is not None:
            self.trail.add(token.i, id, token.idx)
        return id is not None

    def _qualifies(self, phrase: RolePhrase) -> bool:
        """Return whether a role only qualifies what follows: "lorry drivers' union", "Official Visit"."""
        doc = self.scan.doc
        following = doc[phrase.end] if phrase.end < len(doc) else None
        if following is None:
            return False
        if following.tag_ == "POS":
            owned = doc[following.i + 1] if following.i + 1 < len(doc) else None
            body = owned is not None and institution_at(owned) is not None
            return body and phrase.plural and not phrase.indefinite
        capital = following.text[0].isupper() and following.pos_ in {"NOUN", "PROPN"}
        return capital and doc[phrase.head].dep_ in {"compound", "amod"}

    def _informed(self, phrase: RolePhrase) -> bool:
        """Return whether "people" are sources: "four people familiar with the matter"."""
        following = self.scan.doc[phrase.end] if phrase.end < len(self.scan.doc) else None
        return following is not None and following.lower_ in {"familiar", "briefed", "close", "with"}

    def _all_holders(self, phrase: RolePhrase) -> bool:
        """Lead "the interior ministers" to the group of the two whom the page names in that office."""
        holders = [p.id for p in self.titles.fitting(phrase)]
        if len(holders) != 2 or phrase.country is not None:
            return False
        doc, last = self.scan.doc, self.scan.doc[phrase.end - 1]
        start, end = doc[phrase.start].idx, last.idx + len(last)
        group = self.scan.cast.together(holders, start, end)
        self.trail.add(phrase.head, group, start)
        return True

    def _relation(self, phrase: RolePhrase) -> None:
        """Lead "his Nigerian guest" to the one person of that state; a relation without a state tells too little."""
        doc = self.scan.doc
        at = phrase.start - 1 - (phrase.article == "the")
        if at > 0 and doc[at].text == "," and not phrase.plural:
            apposed = self.scan.cast.innermost(doc[at - 1].idx)
            if apposed is not None and phrase.end < len(doc) and doc[phrase.end].text in {",", "."}:
                self._note(phrase, apposed)
                return
        of_state = [p for p in self.people.persons if phrase.country and self.scan.cast[p.id].country == phrase.country]
        near = self.trail.persons_of_paragraph(phrase.head, back=1)
        unknown = any(self.scan.cast[id].country is None for id in near)
        if len(of_state) == 1 and not phrase.plural and not unknown:
            self._note(phrase, of_state[0].id)
        elif not phrase.country and not phrase.plural and phrase.noun.lemma in words("nouns_of_two"):
            other = self.continuity.other_of_two(phrase)
            if other is not None:
                self._note(phrase, other.id)

    def _only_unoffice(self, phrase: RolePhrase) -> Person | None:
        """Return the person whom "the Norwegian envoy" or "the 61-year-old" brings up again.

        It is the only person of its paragraph so far, of no office, and the phrase is the subject of the main clause.
        """
        doc = self.scan.doc
        aged = phrase.start < phrase.head and doc[phrase.start].like_num and doc[phrase.head - 1].lower_ == "old"
        recent = self.trail.persons_of_paragraph(phrase.head)
        person = self.people.person(recent[-1]) if recent else None
        if person is None or (len(set(recent)) > 1 and not aged) or not self.trail.leads(phrase.head):
            return None
        part = self.scan.cast[person.id]
        if aged:
            return person
        return person if not person.offices and part.country in {None, phrase.country} else None

    def _counterpart(self, phrase: RolePhrase) -> None:
        """Lead "his Bulgarian counterpart" across the pair: to the one of that state in the same office."""
        persons = [p for p in self.people.persons if self.scan.cast[p.id].country]
        if phrase.country:
            fitting = [p for p in persons if self.scan.cast[p.id].country == phrase.country]
            others = [p for p in persons if self.scan.cast[p.id].country != phrase.country]
            same = [p for p in fitting if any(set(p.offices) & set(o.offices) for o in others)]
            fitting = same or [p for p in fitting if not p.offices]
            if len(fitting) != 1 and not same:
                fitting = self._met_next(phrase)
            if len(fitting) == 1:
                self._note(phrase, fitting[0].id)
                self.scan.cast[fitting[0].id].country = phrase.country
                return
        elif not phrase.plural and phrase.article == "his":
            other = self.continuity.other_of_two(phrase)
            if other is not None:
                self._note(phrase, other.id)
                return
        self._describe(phrase)

    def _met_next(self, phrase: RolePhrase) -> list[Person]:
        """Return the officials of no state told whom the answer or apposition names as the counterpart.

        "Has she met her Finnish counterpart? - She spoke with Foreign Minister X"; "his counterpart, General X".
        """
        found = []
        for person in self.people.persons:
            part = self.scan.cast[person.id]
            first = min((m.start for m in part.mentions), default=0)
            token = self.scan.document.token_at(first)
            if part.country or part.office is None or not 0 < token.i - phrase.head <= ANSWERED_WITHIN:
                continue
            held = next((p for p in person.phrases if p.start <= token.i < p.end), None)
            noun = self.scan.doc[held.head] if held is not None else token
            named = next((self.scan.doc[i] for i in range(noun.i, noun.i + 5) if i in self.scan.named), noun)
            apposed = token.i == phrase.end + 1 and self.scan.doc[phrase.end].text == ","
            spoken = named.dep_ == "pobj" and named.head.head.lemma_.lower() in words("verbs_of_meeting")
            if apposed or spoken or (named.dep_ == "dobj" and named.head.lemma_.lower() in words("verbs_of_meeting")):
                found.append(person)
        return found

    def _describe(self, phrase: RolePhrase) -> None:
        """Lead a description to one made before, or enter the people it speaks of."""
        said = office_words(phrase.office)
        seat, seated = seated_in(self.scan, phrase.end, phrase.sector)
        if seat is not None and phrase.country in {None, seat}:
            phrase.country, phrase.end = seat, seated
        if not phrase.indefinite:
            for held, id in reversed(self.described):
                same = held.noun.lemma == phrase.noun.lemma and held.plural == phrase.plural
                alone = sum(h.noun.lemma == phrase.noun.lemma for h, _ in self.described) == 1
                near = alone or self._near(held.head, phrase.head)
                agreeing = held.country == phrase.country or (phrase.country is None and near)
                # "Officials say" of a title are those whom the text tells.
                headed = held.country is None and near and self._in_heading(held) and held.core == held.head
                if same and (agreeing or headed) and said <= office_words(held.office):
                    part = self.scan.cast[id]
                    part.country = part.country or phrase.country
                    self._note(phrase, id)
                    return
        doc = self.scan.doc
        if (
            phrase.noun.type == "office"
            and phrase.article == "the"
            and phrase.noun.lemma not in POSTED
            and not phrase.plural
        ):
            # "The King" of a page is the King of its home; an ambassador would be somebody else's.
            phrase.country = phrase.country or (self._of_home(phrase) if phrase.owner is None else None)
        start, end = phrase.start, max(phrase.end, end_of_description(self.scan, doc[phrase.head], phrase.end))
        name = " ".join(doc[start:end].text.split())
        kind = "group" if phrase.plural and phrase.noun.sector not in {"GOV", "="} else "unnamed"
        if not phrase.plural and not phrase.indefinite and phrase.noun.type in {"office", "side", "rank"}:
            kind = "person"
        part = self.scan.cast.enter(name, kind, country=phrase.country)  # type: ignore[arg-type]
        part.plural = phrase.plural
        part.office = None if phrase.plural or phrase.noun.type in {"trade", "kin"} else phrase.office
        part.pronoun = None if phrase.plural else phrase.noun.pronoun
        part.add_sector(phrase.sector if phrase.sector != "=" else self._sector_of_owner(phrase))
        self.described.append((phrase, part.id))
        last = doc[end - 1]
        self.scan.cast.mention(part.id, doc[start].idx, last.idx + len(last), "description")
        self.trail.add(phrase.head, part.id, doc[start].idx)

    def _of_home(self, phrase: RolePhrase) -> str | None:
        """Return the page's home for an office that it may have; a monarch's is of the one monarchy named before."""
        reigned = monarchies().get(phrase.noun.lemma)
        home = self.scan.cast.home
        if reigned is None or home in reigned:
            return home
        named = {self.scan.cast[s.actor].country for s in self.trail.steps} & reigned
        return named.pop() if len(named) == 1 else None

    def _sector_of_owner(self, phrase: RolePhrase) -> str | None:
        owner = self.scan.cast.innermost(self.scan.doc[phrase.owner].idx) if phrase.owner is not None else None
        if owner is not None and self.scan.cast[owner].sector:
            return self.scan.cast[owner].sector
        return "GOV" if phrase.noun.lemma not in words("roles_of_anything") else None

    def _near(self, before: int, now: int) -> bool:
        """Return whether two tokens are at most `FAR` paragraphs apart."""
        return self.trail.paragraph_of(now) - self.trail.paragraph_of(before) <= FAR

    def _note(self, phrase: RolePhrase, id: str) -> None:
        doc = self.scan.doc
        last = doc[phrase.end - 1]
        self.scan.cast.mention(id, doc[phrase.start].idx, last.idx + len(last), "title")
        self.trail.add(phrase.head, id, doc[phrase.start].idx)

    def _country_of_owner(self, owner: int) -> str | None:
        held = self.scan.cast.innermost(self.scan.doc[owner].idx)
        return self.scan.cast[held].country if held else None


_SOME = frozenset(("one", "some", "several", "many", "two", "another", "both"))
