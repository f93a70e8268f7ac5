"""What holds of every time: its EDTF parses, its bounds run forward, a week moves it by one, its reading is linear."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language import PIECE, Document
from onrecord.notes import Notes
from onrecord.page import read_given
from onrecord.record import Time
from onrecord.times import read_times
from onrecord.times.period import Period, holding, season

TimesOf = Callable[..., list[Time]]

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WORDS = [
    "early", "late", "mid", "last", "next", "this", "the", "a", "two", "three", "few", "past", "first", "third", "of",
    "in", "on", "to", "from", "since", "until", "between", "and", "before", "after", "ago", "later", "earlier", "end",
    "year", "years", "month", "week", "weekend", "day", "days", "quarter", "half", "decade", "century", "hours", "May",
    "March", "Friday", "Monday", "Sept.", "Christmas", "Easter", "spring", "summer", "morning", "night", "noon",
    "today", "tomorrow", "yesterday", "now", "1998", "2023", "1990s", "14", "31", "30", "2", "10:30", "p.m.", "GMT",
    "-", ",", "they", "met", "will", "meet", "vote", ".",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(sentence=SENTENCES, published=DAYS)
def test_every_edtf_parses_and_bounds_run_forward(times_of: TimesOf, sentence: str, published: date) -> None:
    for found in times_of(sentence, published=published.isoformat()):
        if found.edtf is not None:
            parse_edtf(found.edtf)
        if found.earliest is not None and found.latest is not None:
            assert date.fromisoformat(found.earliest) <= date.fromisoformat(found.latest)


@QUICK
@given(sentence=SENTENCES, published=DAYS)
def test_an_undated_page_gives_no_date_but_of_what_is_named_in_full(
    times_of: TimesOf, sentence: str, published: date
) -> None:
    dated = {t.start: t for t in times_of(sentence, published=published.isoformat())}
    for found in times_of(sentence, published=None):
        if found.earliest is not None and found.anchor is None:
            assert dated[found.start].value == found.value


@QUICK
@given(
    published=DAYS,
    weekday=st.sampled_from(["Monday", "Wednesday", "Friday", "Sunday"]),
    frame=st.sampled_from(["They met on {}.", "They will meet on {}.", "It fell last {}.", "It resumes next {}."]),
)
def test_a_page_moved_by_a_week_moves_its_weekdays_by_a_week(
    times_of: TimesOf, published: date, weekday: str, frame: str
) -> None:
    sentence = frame.format(weekday)
    (now,) = times_of(sentence, published=published.isoformat())
    (then,) = times_of(sentence, published=(published + timedelta(days=7)).isoformat())
    assert now.value is not None
    assert then.value is not None
    assert date.fromisoformat(then.value) - date.fromisoformat(now.value) == timedelta(days=7)


@given(day=DAYS, grain=st.sampled_from(["century", "decade", "year", "half", "quarter", "month", "week", "weekend"]))
def test_a_period_of_the_calendar_holds_its_days(day: date, grain: str) -> None:
    period = holding(day, grain)  # type: ignore[arg-type]
    assert period.first <= period.last
    assert grain == "weekend" or period.first <= day <= period.last
    parse_edtf(period.edtf)


@given(year=st.integers(1900, 2100), code=st.sampled_from(["SP", "SU", "FA", "WI"]))
def test_a_season_opens_in_its_year(year: int, code: str) -> None:
    period = season(year, code)
    assert period.value == f"{year}-{code}"
    assert holding(period.last, "season") == period


@pytest.mark.parametrize(
    "unit",
    [
        "10:10:",
        "1.1.",
        "a ",
        "May Friday ",
        "from 1 to 2 to ",
        "the end of ",
        "two hundred and ",
        "9",
        "days before ",
        "é-",
    ],
)
def test_adversarial_text_of_100_kilobytes_is_read_in_linear_time(nlp: Language, unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        document = Document(read_given(text, published="2024-05-15"), _tokens(nlp, text))
        start = time.process_time()
        read_times(document, Notes())
        return time.process_time() - start

    small, large = seconds(10_000), seconds(100_000)
    # Ten times the text: linear work takes ten times as long, quadratic a hundred times; the half second is for noise.
    assert large < 30 * small + 0.5


def _tokens(nlp: Language, text: str) -> Doc:
    """Return the text as one sentence of tokens that all hang on the first: the parser itself is not measured.

    As when a page is read, the tokeniser is given pieces: a run without spaces costs it the square of its length.
    """
    pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
    tokens = [token for piece in pieces for token in nlp.make_doc(piece)]
    words, spaces = [t.text for t in tokens], [bool(t.whitespace_) for t in tokens]
    n = len(words)
    return Doc(
        nlp.vocab, words=words, spaces=spaces, heads=[0] * n, deps=["dep"] * n, tags=["NN"] * n, pos=["NOUN"] * n
    )


def test_a_period_far_off_is_refused_by_name() -> None:
    with pytest.raises(OverflowError, match="outside the calendar"):
        Period("year", date(9999, 1, 1)).shift(1, "year")
