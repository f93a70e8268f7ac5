"""Plain: a page's words as they may go to a terminal."""

from __future__ import annotations

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters of a page that a terminal would obey rather than show: control codes and changes of direction."""


def one_line(text: str) -> str:
    """Return the text on one line, without what a terminal would obey rather than show."""
    return CONTROLS.sub("", " ".join(text.split()))
