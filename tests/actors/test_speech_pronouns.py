"""First and second person within quoted words."""

from __future__ import annotations

import pytest

from onrecord.actors import settle_speech_pronouns
from onrecord.record import Extent, Span, Statement

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Farid Amin, the Omani foreign minister. "
    '"I told you that we pay our debts, and we agreed on a date," Holm said. "We are tired," said Tor Lie, a baker.'
)


def statement(id: str, words: str, speaker: str, addressees: tuple[str, ...] = ()) -> Statement:
    start = TEXT.index(words)
    extent = Extent(start=start, end=start + len(words))
    return Statement(
        id=id, kind="direct", spans=(extent,), text=words, quoted=(Span.cut(TEXT, start, start + len(words)),),
        speaker=speaker, addressees=addressees, confidence=1.0,
    )  # fmt: skip


@pytest.fixture
def led(read):
    """Return a function from a word, and which of its occurrences, to the name of the actor it was led to."""
    document, cast, _ = read(TEXT)
    by_name = {p.name: p.id for p in cast}
    settle_speech_pronouns(
        document, cast,
        [
            statement("s1", "I told you that we pay our debts, and we agreed on a date,", by_name["Ida Holm"],
                      (by_name["Farid Amin"],)),
            statement("s2", "We are tired,", by_name["Tor Lie"]),
        ],
    )  # fmt: skip

    def name(words: str, after: str) -> str | None:
        start = TEXT.index(words, TEXT.index(after))
        actor = cast.exactly(start, start + len(words))
        return cast[actor].name if actor else None

    return name


@pytest.mark.parametrize(
    ("word", "after", "name"),
    [
        ("I", '"I told', "Ida Holm"),
        ("you", "I told", "Farid Amin"),
        ("we", "that we", "Norway"),
        ("our", "pay our", "Norway"),
        ("we", "and we agreed", None),
        ("We", '"We are', None),
    ],
)
def test_first_and_second_person(led, word: str, after: str, name: str | None) -> None:
    assert led(word, after) == name
