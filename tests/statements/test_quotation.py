"""The quotation scanner: which words stand within which marks."""

from __future__ import annotations

import time

import pytest

from onrecord.quotation import Quotation, scan_quotations
from onrecord.record import Paragraph


def scan(text: str) -> list[Quotation]:
    paragraphs, at = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(start=at, end=at + len(part), role="body"))
        at += len(part) + 2
    return list(scan_quotations(text, paragraphs))


def inner(text: str, depth: int = 0) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in scan(text) if q.depth == depth]


@pytest.mark.parametrize(
    ("text", "quoted", "mark"),
    [
        ('She said "yes" to it.', "yes", "straight"),
        ("She said “yes” to it.", "yes", "curly"),
        ("She said „yes“ to it.", "yes", "low"),
        ("She said «yes» to it.", "yes", "guillemet"),
        ("She said »yes« to it.", "yes", "guillemet"),
        ("She said ‘yes’ to it.", "yes", "single"),
        ("She said 'yes' to it.", "yes", "single"),
        ("She said ``yes'' to it.", "yes", "straight"),
    ],
)
def test_each_kind_of_mark_is_read_with_its_kind(text: str, quoted: str, mark: str) -> None:
    (quotation,) = scan(text)
    assert (text[quotation.inner_start : quotation.inner_end], quotation.mark) == (quoted, mark)
    assert quotation.closed


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' talks weren't over by the end of the '90s.",
        "Rock 'n' roll reached the states’ borders.",
        'A 12" pipe lay beside a man of 6\'2".',
        "It was the union’s, not the banks’, idea.",
    ],
)
def test_apostrophes_and_measures_open_nothing(text: str) -> None:
    assert scan(text) == []


def test_a_measure_within_a_quotation_does_not_close_it() -> None:
    assert inner('"The pipe is 12" wide," he said.') == ['The pipe is 12" wide,']


def test_a_genitive_within_single_marks_does_not_close_them() -> None:
    assert inner("'The farmers' union will wait,' she said.") == ["The farmers' union will wait,"]


def test_marks_within_marks_have_depth() -> None:
    text = "“He told me, ‘Wait here,’ and left,” she said."
    assert inner(text) == ["He told me, ‘Wait here,’ and left,"]
    assert inner(text, depth=1) == ["Wait here,"]


def test_straight_marks_within_straight_marks_have_depth() -> None:
    text = '"He called it "a lie" again," she said.'
    assert inner(text) == ['He called it "a lie" again,']
    assert inner(text, depth=1) == ["a lie"]


def test_each_paragraph_opens_and_the_last_closes() -> None:
    found = scan('"First.\n\n"Second.\n\n"Third," he said.\n\nNobody spoke.')
    assert [(q.continues, q.closed) for q in found] == [(False, False), (True, False), (True, True)]


@pytest.mark.parametrize("mark", [("‘", "’"), ("“", "”")])
def test_curly_marks_carry_over_paragraphs(mark: tuple[str, str]) -> None:
    found = scan(f"{mark[0]}First.\n\n{mark[0]}Second,{mark[1]} he said.")
    assert [(q.continues, q.closed) for q in found] == [(False, False), (True, True)]


def test_a_missing_closing_mark_does_not_reach_into_the_next_paragraph() -> None:
    text = '"We go, he said.\n\nThe next one is "fine".'
    assert inner(text) == ["We go, he said.", "fine"]


def test_a_missing_closing_mark_ends_where_the_next_quotation_opens() -> None:
    text = '"We go. That is all, he said. "You stay," he added.'
    assert inner(text) == ["We go. That is all, he said.", "You stay,"]


def test_a_closing_mark_without_an_opening_one_is_passed_over() -> None:
    assert inner("We go,” he said. “You stay.”") == ["You stay."]


def test_a_closing_mark_alone_on_the_next_line_opens_nothing() -> None:
    assert inner('"We go.\n"\nHe left.') == ["We go.\n"]
    assert inner('"We go.\n\n"\n\nHe said "no" then.') == ["We go.", "no"]


def test_a_paragraph_that_only_closes_goes_on_with_the_quotation_before() -> None:
    text = 'She said, "We waited.\n\nThen we went home."\n\nNobody spoke.'
    assert inner(text) == ["We waited.", "Then we went home."]
    assert scan(text)[1].continues


def test_empty_marks_hold_nothing() -> None:
    assert scan('""') == []
    assert scan('"') == []


@pytest.mark.parametrize("unit", ['"a ', "“", "‘a ", "a” ", "'a s' "])
def test_time_grows_with_length_only(unit: str) -> None:
    def took(text: str) -> float:
        def once() -> float:
            start = time.process_time()
            scan(text)
            return time.process_time() - start

        return min(once() for _ in range(3))  # the least of three: what disturbs a run only adds to it

    assert took(unit * 40_000) < 30 * max(took(unit * 4_000), 0.02)
