"""Topics of statements."""

from __future__ import annotations

from onrecord.reader import Reader


def test_topics_are_noun_phrases_in_the_singular(reader: Reader) -> None:
    text = "Herring\n\nNorwegian minister Kari Moe said that the fish hatcheries need clean water from Lake Mjosa."
    (statement,) = reader.read_bytes(text.encode(), published="2025-03-04").statements
    assert {"fish hatchery", "clean water", "Lake Mjosa"} <= set(statement.topics)


def test_persons_and_days_are_no_topics(reader: Reader) -> None:
    text = "Herring\n\nNorwegian minister Kari Moe said on Monday that Per Lund had seen the hatchery on Sunday."
    (statement,) = reader.read_bytes(text.encode(), published="2025-03-04").statements
    assert "hatchery" in statement.topics
    assert not any("lund" in t.lower() or "sunday" in t.lower() for t in statement.topics)
