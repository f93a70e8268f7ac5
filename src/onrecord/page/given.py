"""Reads text that is given as an article already (JSON lines): the text stays as it is, to the character."""

from __future__ import annotations

import hashlib
import re

from onrecord.record import Article, Paragraph, Role

_BREAK = re.compile(r"\s*\n\s*")


def read_given(text: str, *, published: str | None = None, url: str | None = None, title: str | None = None) -> Article:
    """Return an article whose `text` is the given text, unchanged.

    Paragraphs are its blocks between line breaks; the first is the title when it equals `title`.
    """
    paragraphs: list[Paragraph] = []
    at = 0
    while at < len(text):
        gap = re.compile(r"\s+").match(text, at)
        at = gap.end() if gap else at
        broken = _BREAK.search(text, at)
        end = broken.start() if broken else len(text.rstrip())
        if end > at:
            role: Role = "title" if title and not paragraphs and text[at:end].strip() == title.strip() else "body"
            paragraphs.append(Paragraph(start=at, end=end, role=role))
        at = broken.end() if broken else len(text)
    return Article(
        title=title, url=url, published=published, language="en", text=text, paragraphs=tuple(paragraphs),
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip
