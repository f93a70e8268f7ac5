"""Actors: who is in the article."""

from __future__ import annotations

from typing import Literal

from onrecord.record.span import Fact, Span

ActorKind = Literal["person", "state", "organisation", "bloc", "group", "outlet", "document", "unnamed"]
MentionForm = Literal["name", "alias", "title", "description", "pronoun", "metonym"]


class Mention(Span):
    """A place where the article refers to an actor."""

    form: MentionForm


class Actor(Fact):
    """One referent of the article, with every mention of it.

    `name` is the fullest form. `country` is ISO 3166-1 alpha-3, None when unknown or when there is none.
    `sector` is the primary one of PLOVER (GOV MIL REB OPP PTY LEG JUD SPY ... and IGO NGO MNC JRN), `sectors` all.
    `wikidata` is a QID only where the bundled tables know it.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    members: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
