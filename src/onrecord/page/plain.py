"""Reads plain text as a scraper leaves it into blocks."""

from __future__ import annotations

from onrecord.page.blocks import Block
from onrecord.page.breaks import paragraphs
from onrecord.page.characters import spaced


def read_plain(text: str) -> list[Block]:
    """Return the paragraphs and lines of a text in order, each as one block without line breaks."""
    return [Block(spaced(text[start:end])) for start, end in paragraphs(text)]
