"""Labels: headlines that put a speaker before a colon or after the words ("Lund: we will stay")."""

from __future__ import annotations

import re

from onrecord.language import Document
from onrecord.statements.draft import Draft
from onrecord.statements.extent import trimmed

_COLON = re.compile(r"(?P<name>[^:\n]{2,45}):\s+(?P<words>\S.{8,})")
_FUNCTION = frozenset({"of", "the", "for", "de", "and", "&", "in"})


def labelled_headlines(document: Document) -> list[Draft]:
    """Return a draft for each title or standfirst that is "NAME: words"; only where the name is a proper one."""
    drafts = []
    for paragraph in document.article.paragraphs:
        if paragraph.role not in ("title", "standfirst"):
            continue
        match = _COLON.match(document.text, paragraph.start, paragraph.end)
        if match is None:
            continue
        name = document.tokens(*match.span("name"))
        if not _names_speaker([t.text for t in name], [t.ent_type_ for t in name], [t.pos_ for t in name]):
            continue
        extent = trimmed(document.text, *match.span("words"))
        words = document.tokens(*match.span("words"))
        person = any(t.ent_type_ == "PERSON" for t in name)
        if extent is not None and (person or any(t.pos_ in ("VERB", "AUX") for t in words)):
            drafts.append(Draft(spans=[extent], frame="label", source=name, score=0.7, why=["name before a colon"]))
    return drafts


def _names_speaker(words: list[str], entities: list[str], tags: list[str]) -> bool:
    """Say whether the words before a colon name a person, state or body, and nothing else."""
    if not any(e in ("PERSON", "ORG", "GPE", "NORP") for e in entities) or len(words) > 6:
        return False
    capital = all(w[:1].isupper() or w.lower() in _FUNCTION or not w[:1].isalpha() for w in words)
    return capital and not any(t in ("VERB", "AUX") for t in tags)
