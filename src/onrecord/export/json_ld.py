"""Writes pages in the words of schema.org: NewsArticle, with its Quotations and Claims."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from onrecord.export.page import Page
from onrecord.export.web_annotation import source_of
from onrecord.record import Actor, Statement

VOCABULARY = "https://schema.org/"
TYPES = {"person": "Person", "state": "Country", "organisation": "Organization", "bloc": "Organization",
         "outlet": "NewsMediaOrganization", "document": "CreativeWork"}  # fmt: skip
"""What schema.org calls the kinds of actors; it has no word for a group or for somebody unnamed, which are `Thing`s."""


def write_json_ld(pages: Iterable[Page], out: IO[str]) -> None:
    """Write one page a line. `@context` only names the vocabulary, so that no reader has to fetch it."""
    for page in pages:
        out.write(json.dumps(article(page), ensure_ascii=False) + "\n")


def article(page: Page) -> dict[str, Any]:
    """Return a page as a `NewsArticle`: direct statements are `Quotation`s, others `Claim`s, the unknown left out."""
    a = page.article
    return _known({
        "@context": {"@vocab": VOCABULARY},
        "@type": "NewsArticle",
        "@id": source_of(page),
        "url": a.url,
        "headline": a.title,
        "alternativeHeadline": a.standfirst,
        "author": [{"@type": "Person", "name": name} for name in a.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": page.outlet} if page.outlet else None,
        "datePublished": a.published,
        "dateModified": a.modified,
        "inLanguage": a.language,
        "articleBody": a.text,
        "mentions": [_actor(page, actor) for actor in page.record.actors if actor.kind != "unnamed"],
        "hasPart": [_statement(page, s) for s in page.record.statements],
    })  # fmt: skip


def _statement(page: Page, statement: Statement) -> dict[str, Any]:
    speaker = page.actor(statement.speaker)
    named = speaker if speaker and speaker.kind != "unnamed" else None
    when = page.time(statement.said)
    made = {
        "@id": f"urn:onrecord:{page.article.sha256}:{statement.id}",
        "text": statement.text,
        "about": list(statement.topics),
        "dateCreated": when.value if when and when.earliest and when.earliest == when.latest else None,
    }
    reference = {"@id": _id(page, named)} if named else None
    if statement.kind == "direct":
        return _known({"@type": "Quotation", **made, "spokenByCharacter": reference})
    return _known({"@type": "Claim", **made, "author": reference})


def _actor(page: Page, actor: Actor) -> dict[str, Any]:
    same = f"http://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None
    office = "jobTitle" if actor.kind == "person" else "description"
    return _known({
        "@type": TYPES.get(actor.kind, "Thing"), "@id": _id(page, actor), "name": actor.name, "sameAs": same,
        office: actor.office,
    })  # fmt: skip


def _id(page: Page, actor: Actor) -> str:
    return f"urn:onrecord:{page.article.sha256}:{actor.id}"


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
