"""The article: what the page is, apart from what it says."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.record.span import Extent, Fact, Span

Role = Literal["title", "standfirst", "dateline", "caption", "heading", "body"]


class Dateline(Fact):
    """Where, when and by which agency a report was filed, as its dateline says.

    `date` is ISO 8601 where it could be resolved, else None.
    """

    place: str | None = None
    date: str | None = None
    agency: str | None = None


class Caption(Span):
    """A picture's caption, kept once however often the page prints it; `credit` is None when none is given."""

    credit: str | None = None


class Paragraph(Extent):
    """A paragraph of the text and the part it plays on the page."""

    role: Role


class Article(Fact):
    """What the page is.

    `published` and `modified` are ISO 8601, with an offset when the page gives one, and None when it gives no date.
    `furniture` holds the lines of the page that are not article, in page order. `sha256` is of the input bytes.
    """

    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    dateline: Dateline | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    captions: tuple[Caption, ...] = ()
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    furniture: tuple[str, ...] = ()
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
