"""What the two readers of pages (HTML, plain text) hand on: blocks of text, and facts that markup states."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.record import Role

Hint = Literal["title", "standfirst", "caption", "heading", "body", "byline", "stamp", "furniture"]
"""What markup says of a block; plain text says nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page that is set apart: a paragraph, a heading, a caption, a line of controls.

    `text` has single spaces and no line breaks. `hint` is what the markup says of it, `credit` a caption's credit that
    markup sets apart (it is part of `text`).
    """

    text: str
    hint: Hint | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with the part it plays in the article."""

    role: Role
    text: str
    credit: str | None = None


@dataclass(slots=True)
class Draft:
    """An article in the making: pieces in page order, and what the page says of itself."""

    pieces: list[Piece] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    title: str | None = None
    byline: list[str] = field(default_factory=list)
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    place: str | None = None
    unclear: list[str] = field(default_factory=list)
