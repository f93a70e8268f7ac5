"""What somebody said ends where a clause begins in which somebody else speaks."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "Peru denied that it had closed the bridge, while port officials in Chile said a ship was waiting.",
            ["that it had closed the bridge", "a ship was waiting"],
        ),
        (
            "Peru said the bridge was safe, whereas Chile warned that it might close the road.",
            ["the bridge was safe", "that it might close the road"],
        ),
        ("Peru said the bridge was safe, while work went on.", ["the bridge was safe, while work went on"]),
    ],
)
def test_a_clause_in_which_another_speaks_is_no_part_of_what_was_said(
    reader: Reader, sentence: str, said: list[str]
) -> None:
    record = reader.read_bytes(f"Talks on the bridge\n\n{sentence}".encode(), published="2025-03-11")
    assert [s.text for s in record.statements] == said
