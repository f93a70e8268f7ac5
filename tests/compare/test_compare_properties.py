"""Properties of a comparison that hold whatever the accounts say."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.comparing import Comparison, Pair, compare
from onrecord.errors import NothingToCompareError
from onrecord.reader import Reader
from onrecord.record import Record

SENTENCES = (
    "The ministers agreed to open a ferry line between Oban and Larne by 1 May 2025.",
    "The ministers discussed a ferry line between Oban and Larne, for which no date has been set.",
    "Mr Arden urged the other side to release the crew of the Marigold.",
    "Ms Belmont would consider the purchase of 20 lifeboats.",
    "Mr Arden offered 30 lifeboats.",
    "They raised the price of salt.",
    "The call took place at the request of France.",
    "The call took place at the initiative of Ireland.",
    "Ireland will open a consulate in Lyon next year.",
    "France did not accept the observers at the port of Brest.",
    "France accepted the observers at the port of Brest.",
)
HEAD = """Ministers speak

Dublin, 3 March 2025

Minister Tom Arden of Ireland spoke by phone with Minister Eva Belmont of France.

"""


def _made(reader: Reader, sentences: list[str]) -> Record:
    return reader.read_bytes((HEAD + "\n\n".join(sentences)).encode(), published="2025-03-03")


accounts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True)
some = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _mirror(pair: Pair) -> tuple[object, ...]:
    return (
        {(s.second, s.first, s.strength[::-1]) for s in pair.both},
        set(pair.only_second),
        set(pair.only_first),
        {(c.second, c.first, c.kind) for c in pair.conflicts},
        {(n.second, n.first) for n in pair.terms},
        pair.framing[::-1],
    )


def _plain(pair: Pair) -> tuple[object, ...]:
    return (
        {(s.first, s.second, s.strength) for s in pair.both},
        set(pair.only_first),
        set(pair.only_second),
        {(c.first, c.second, c.kind) for c in pair.conflicts},
        {(n.first, n.second) for n in pair.terms},
        pair.framing,
    )


@some
@given(accounts, accounts)
def test_a_comparison_mirrors_and_a_page_equals_itself(reader: Reader, one: list[str], other: list[str]) -> None:
    a, b = _made(reader, one), _made(reader, other)
    _mirrors_and_equals_itself(compare([a, b, a, b]))


def test_own_pairs_mirror_and_equal_themselves(own_pair: tuple[dict[str, Any], Comparison]) -> None:
    _mirrors_and_equals_itself(own_pair[1])


def _mirrors_and_equals_itself(comparison: Comparison) -> None:
    """Check the pairs of A, B, A, B: A with B is the mirror of B with A; A with A and B with B differ in nothing."""
    pairs = {(p.first, p.second): p for p in comparison.pairs}
    assert _mirror(pairs[0, 1]) == _plain(pairs[1, 2])
    for same in (pairs[0, 2], pairs[1, 3]):
        assert (same.only_first, same.only_second, same.conflicts, same.terms) == ((), (), (), ())
        assert all(s.first == s.second for s in same.both if s.strength[0] != s.strength[1])


def test_three_accounts_give_the_same_pairs_as_two_by_two(reader: Reader) -> None:
    records = [_made(reader, list(SENTENCES[i : i + 4])) for i in (0, 2, 5)]
    pairs = compare(records).pairs
    assert [(p.first, p.second) for p in pairs] == list(combinations(range(3), 2))
    for pair in pairs:
        (alone,) = compare([records[pair.first], records[pair.second]]).pairs
        assert _plain(pair) == _plain(alone)


def test_every_span_quotes_its_own_account(reader: Reader) -> None:
    a, b = _made(reader, list(SENTENCES[:6])), _made(reader, list(SENTENCES[5:]))
    (pair,) = compare([a, b]).pairs
    firsts = [s.first for s in pair.both] + [s.span for s in pair.only_first] + [c.first for c in pair.conflicts]
    seconds = [s.second for s in pair.both] + [s.span for s in pair.only_second] + [c.second for c in pair.conflicts]
    assert firsts
    assert seconds
    assert all(a.article.text[s.start : s.end] == s.text for s in firsts)
    assert all(b.article.text[s.start : s.end] == s.text for s in seconds)


def test_one_account_alone_is_refused(reader: Reader) -> None:
    with pytest.raises(NothingToCompareError):
        compare([_made(reader, [SENTENCES[0]])])
