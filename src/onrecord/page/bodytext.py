"""Asks trafilatura which words of a page are its article."""

from __future__ import annotations

import logging
import re
from copy import deepcopy

import trafilatura
from lxml import etree

from onrecord.page.tree import Element

_WORD = re.compile(r"\w+")
_RUN = 4
"""Words in a run: with fewer a teaser's words are found by chance, with more a paragraph with a cut word is lost."""


class BodyText:
    """The runs of words that trafilatura holds for the article, to look blocks of the tree up in."""

    def __init__(self, text: str) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._lines: set[tuple[str, ...]] = set()
        for line in text.split("\n"):
            found = _words(line)
            self._lines.add(tuple(found))
            self._runs.update(tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1))

    def holds(self, text: str) -> bool:
        """Return whether most of a block's words stand in the article, in their order."""
        found = _words(text)
        if len(found) < _RUN:
            return bool(found) and tuple(found) in self._lines
        runs = [tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1)]
        return sum(run in self._runs for run in runs) * 10 >= 6 * len(runs)


def find_body(root: Element, url: str | None) -> BodyText:
    """Return what trafilatura takes for the article, with a preference for leaving doubtful blocks out."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            deepcopy(root),
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            output_format="txt",
        )
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        found = None  # a tree that it cannot read is read by our own rules alone
    return BodyText(found or "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
