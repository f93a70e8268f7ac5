"""When a gold answer and the record mean the same."""

from __future__ import annotations

import pytest

from onrecord.evaluate.matching import holds, likeness, pair_up, places, same_name, same_stamp


@pytest.mark.parametrize(
    ("wanted", "name", "same"),
    [
        ("Rosa Delgado", "Delgado", True),
        ("Rosa Delgado", "President Rosa Delgado", True),
        ("the Foreign Office", "Foreign Office", True),
        ("Rosa Delgado", "Rosa", False),
        ("Rosa Delgado", "Delgado's office", False),
        ("Rosa Delgado", "", False),
        ("the", "Delgado", False),
    ],
)
def test_names(wanted: str, name: str, same: bool) -> None:
    assert same_name(wanted, [name]) is same


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("2025-03-03", "2025-03-03T17:42:00Z", True),
        ("2025-03-03T17:42:00Z", "2025-03-03T18:42:31+01:00", True),
        ("2025-03-03T17:42:00Z", "2025-03-03T17:42:00+01:00", False),
        ("2025-03-03T17:42", "2025-03-03T17:42:00+05:30", True),
        ("2025-03-03T17:42:00Z", "2025-03-03", False),
        ("2025-03-03", "yesterday", False),
        ("2025-03-03", None, False),
    ],
)
def test_stamps(wanted: str, got: str | None, same: bool) -> None:
    assert same_stamp(wanted, got) is same


def test_likeness_counts_words_as_often_as_they_stand() -> None:
    assert likeness("no no no", "no") == 0.5
    assert likeness("Herring!", "herring") == 1
    assert likeness("", "") == 0


def test_whole_words_in_order_are_held() -> None:
    assert holds("he said that fish is dear", "that fish")
    assert not holds("selfish is dear", "fish is")


def test_pairing_takes_the_most_alike_first_and_each_once() -> None:
    near = {("a", "x"): 0.8, ("b", "x"): 0.9, ("a", "y"): 0.75, ("b", "y"): 0.1}
    assert pair_up("ab", "xy", lambda g, s: near[g, s], 0.7) == {0: 1, 1: 0}
    assert pair_up("ab", "xy", lambda g, s: near[g, s], 0.78) == {1: 0}


def test_places_overlap_and_the_empty_string_has_none() -> None:
    assert list(places("ananas", "ana")) == [(0, 3), (2, 5)]
    assert list(places("ananas", "")) == []
