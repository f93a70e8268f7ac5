"""Reads a page's bytes, whatever they are, into an article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.page.given import read_given
from onrecord.record import Article


@dataclass(frozen=True, slots=True)
class PageReading:
    """An article and what has to be said about the page it came from."""

    article: Article
    warnings: tuple[str, ...] = ()


def read_page(data: bytes, *, url: str | None = None, published: str | None = None) -> PageReading:
    """Read the bytes of a page (HTML or plain text) into an article.

    `published`, when given, overrides the page's own date.
    """
    return PageReading(read_given(data.decode("utf-8"), url=url, published=published))
