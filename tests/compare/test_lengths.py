"""How long a meeting lasted, in whatever words."""

from __future__ import annotations

import pytest

from onrecord.comparing import compare
from onrecord.reader import Reader

HEAD = """Call with Malta

Tunis, 3 March 2025

Tunisia’s Foreign Minister, Amel Gharbi, spoke by phone with Malta’s Foreign Minister, Joseph Zahra.

"""


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The call lasted half an hour.", "The call lasted 45 minutes.", True),
        ("The call lasted half an hour.", "The call lasted 30 minutes.", False),
        ("The conversation lasted about an hour.", "The conversation lasted 55 minutes.", False),
        ("The conversation lasted an hour and a half.", "The conversation lasted forty minutes.", True),
        ("The call took place two hours after the vote.", "The call lasted 20 minutes.", False),
    ],
)
def test_lengths_in_words_and_numbers(reader: Reader, one: str, other: str, differ: bool) -> None:
    (pair,) = compare([reader.read_bytes((HEAD + text).encode()) for text in (one, other)]).pairs
    assert [c.about for c in pair.conflicts] == (["the length of the meeting"] if differ else [])
