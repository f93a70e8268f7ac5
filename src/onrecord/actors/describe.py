"""Enters actors whom the page only describes, for the rooms that meet them as speakers or parties."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.actors.lexicon import institution_at, is_plural, role_at, singular, words
from onrecord.actors.scan import Scan
from onrecord.record import ActorKind

LONGEST_TAIL = 8
"""Words after a description's noun that still tell who is meant; further on it is the clause's own matter."""

_NARROWING = frozenset(("from", "in", "of", "for", "at", "with", "close", "familiar", "briefed", "on", "near"))
_BREAKING = frozenset(("who", "which", "that", "said", "where", "whose", "and"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_STANDING_ALONE = frozenset(
    ("one", "some", "many", "others", "several", "another", "most", "both", "all", "none", "few", "two")
)


def end_of_description(scan: Scan, head: Token, end: int) -> int:
    """Return the end of what narrows a description: "officials from both countries", "a person familiar with it"."""
    doc = scan.doc
    if end >= head.sent.end or doc[end].lower_ not in _NARROWING:
        return end
    if not any(a.i == head.i for a in (doc[end], *doc[end].ancestors)):
        return end
    attached = {t.i for t in doc[end].subtree}
    start = end
    while end < head.sent.end and end in attached and end - start < LONGEST_TAIL:
        token = doc[end]
        if token.is_punct or token.lower_ in _BREAKING or token.pos_ == "AUX" or token.ent_type_ in {"DATE", "TIME"}:
            break
        end += 1
    while end > start and doc[end - 1].pos_ not in {"NOUN", "PROPN", "PRON"}:
        end -= 1
    return end


def describe(scan: Scan, phrase: Span) -> str | None:
    """Enter the actor that a noun phrase describes and return its id; None for a phrase that can be no actor."""
    head = phrase.root
    alone = head.lower_ in _STANDING_ALONE
    if head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} and not alone:
        return None
    start = phrase.start
    while start < head.i and scan.doc[start].lower_ in _DETERMINERS:
        start += 1
    end = max(head.i + 1, min(end_of_description(scan, head, head.i + 1), phrase.end))
    if end <= start:
        return None
    last = scan.doc[end - 1]
    text = " ".join(scan.doc[start:end].text.split())
    kind, sector = _kind(head)
    part = scan.cast.enter(text, kind, country=_country(scan, start, end))
    part.plural = is_plural(head) or (alone and head.lower_ not in {"one", "another"})
    if alone:
        whole = next((a for t in scan.doc[head.i + 1 : end] if (a := scan.cast.covering(t.idx))), None)
        if whole is not None:
            sector = scan.cast[whole].sector
            part.country = part.country or scan.cast[whole].country
    part.add_sector(sector)
    scan.cast.mention(part.id, scan.doc[start].idx, last.idx + len(last), "description")
    return part.id


def _kind(head: Token) -> tuple[ActorKind, str | None]:
    """Return what kind of actor a noun names, and the sector that it tells."""
    role = role_at(head)
    if role is not None:
        kind: ActorKind = "group" if is_plural(head) and role.sector not in {"GOV", "="} else "unnamed"
        return kind, role.sector if role.sector not in {"=", ""} else None
    body = institution_at(head)
    if body is not None:
        return "organisation", body.sector if body.sector != "=" else None
    if head.lower_ in words("documents"):
        return "document", None
    if singular(head) in words("outlet_nouns"):
        return ("group" if is_plural(head) else "outlet"), "JRN"
    return ("organisation", None) if head.ent_type_ == "ORG" else ("unnamed", None)


def _country(scan: Scan, start: int, end: int) -> str | None:
    """Return the one state that a phrase's words tell: a nationality, an owner, a place; None for none or several."""
    told = {c for t in scan.doc[start:end] if (c := scan.country(t) or _place(scan, t))}
    return told.pop() if len(told) == 1 else None


def _place(scan: Scan, token: Token) -> str | None:
    entry = scan.entry(token, "city")
    return entry.country if entry else None
