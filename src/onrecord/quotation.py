"""Quotations: what stands within quotation marks, by the marks alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Paragraph


@dataclass(frozen=True, slots=True)
class Quotation:
    """One run of quoted words within one paragraph.

    `start`..`end` takes in the marks, `inner_start`..`inner_end` does not; both are offsets into the article's text.
    `depth` is 0 for an outermost quotation, 1 for one within it, and so on. `continues` says that the quotation was
    opened in an earlier paragraph and goes on here (each paragraph opens, the last closes). `closed` is False when the
    closing mark stands in a later paragraph or is missing.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    continues: bool = False
    closed: bool = True


def scan_quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Return the quotations of a text in order of their start, in one pass."""
    return ()
