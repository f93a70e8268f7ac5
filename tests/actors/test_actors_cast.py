"""The cast: which stretch refers to whom, and actors entered on demand."""

from __future__ import annotations

import pytest

from onrecord.actors.cast import Cast

TEXT = "Russia's Finance Ministry said so."


@pytest.fixture
def cast() -> Cast:
    cast = Cast(TEXT)
    cast.lean_on(lambda iso3: (iso3.title(), "Q1"), lambda span: None)
    ministry = cast.enter("Finance Ministry", "organisation", country="RUS", sector="GOV")
    cast.mention(cast.state("RUS"), 0, 6, "name")
    cast.mention(ministry.id, 0, 25, "name")
    return cast


def test_a_state_is_entered_once(cast: Cast) -> None:
    assert cast.state("RUS") == cast.state("RUS")
    assert cast[cast.state("RUS")].wikidata == "Q1"


def test_an_offset_has_its_longest_and_its_innermost_actor(cast: Cast) -> None:
    assert cast[cast.covering(2) or ""].name == "Finance Ministry"
    assert cast.innermost(2) == cast.state("RUS")
    assert cast.innermost(2, besides=cast.state("RUS")) == cast.covering(2)
    assert cast.covering(30) is None


def test_a_stretch_noted_before_stays_as_it_was(cast: Cast) -> None:
    other = cast.enter("Somebody", "person")
    cast.mention(other.id, 0, 6, "name")
    assert cast.exactly(0, 6) == cast.state("RUS")
    assert other.mentions == []


def test_mentions_within_a_stretch_come_longest_first(cast: Cast) -> None:
    assert [(s, e) for s, e, _ in cast.within(0, 25)] == [(0, 25), (0, 6)]


def test_the_same_members_make_the_same_group(cast: Cast) -> None:
    one, other = cast.enter("A", "person").id, cast.enter("B", "person").id
    group = cast.together([one, other], 26, 30)
    assert cast.together([other, one], 31, 33) == group
    assert cast[group].members == [one, other]


def test_side_is_the_state_and_allies_share_it(cast: Cast) -> None:
    ministry = cast.covering(10) or ""
    nobody = cast.enter("Nobody", "person").id
    assert cast.side(ministry) == cast.state("RUS")
    assert cast.side(nobody) is None
    assert cast.allied(ministry, cast.state("RUS"))
    assert not cast.allied(ministry, nobody)
