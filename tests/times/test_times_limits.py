"""What is no time, what stays open and why, and which of the page's days a time hangs on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.record import Time, Unresolved

TimesOf = Callable[..., list[Time]]
Read = Callable[..., tuple[list[Time], list[Unresolved]]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council may vote on the plan.",
        "Protesters march through the capital.",
        "They joined the March for Peace in Lima.",
        "He told the Friday Times that he was innocent.",
        "She sent a second note to the ministry.",
        "The 44-year-old minister declined to comment.",
        "The boy is six years old.",
        "Their team won by 7/10 on points.",
        "They mourned the victims of 9/11.",
        "The October Revolution is no holiday there.",
        "The council adopted Resolution 1701.",
        "Some 2000 soldiers crossed the river.",
        "Prices fall in most of the provinces.",
        "The aid came to $1990 for each family.",
        "Three-quarters of the members agreed.",
        "Version 2.15 of the draft was leaked.",
        "He told USA Today that he was innocent.",
    ],
)
def test_what_only_looks_like_a_time_is_left_out(times_of: TimesOf, sentence: str) -> None:
    assert times_of(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The two presidents met on Friday.",
        "They spoke yesterday.",
        "She will inspect the crossing next month.",
        "The crossing was shut last week.",
        "They meet in September.",
        "The bridge reopened on 2 May.",
        "They spoke at noon.",
    ],
)
def test_on_a_page_without_a_date_a_relative_time_stays_open(read: Read, sentence: str) -> None:
    (time,), unresolved = read(sentence, published=None)
    assert (time.value, time.edtf, time.earliest, time.latest) == (None, None, None, None)
    assert [(u.layer, u.id, u.field, u.reason) for u in unresolved] == [("times", 0, "value", "no-date-on-page")]


def test_on_a_page_without_a_date_a_full_date_and_what_hangs_on_it_are_known(read: Read) -> None:
    times, unresolved = read("The vote was held on 3 March 2021. The following day the cabinet fell.", published=None)
    assert [t.value for t in times] == ["2021-03-03", "2021-03-04"]
    assert unresolved == []


def test_the_index_of_an_open_time_is_its_place_in_the_record(read: Read) -> None:
    times, unresolved = read("In 2019 and again on Friday the pass was shut. It opened on Monday.", published=None)
    assert [times[int(u.id)].text for u in unresolved] == ["Friday", "Monday"]


@pytest.mark.parametrize("sentence", ["The dam is to last until the year 9999 and 8000 years from now."])
def test_a_time_outside_the_calendar_is_out_of_range(read: Read, sentence: str) -> None:
    times, unresolved = read(sentence)
    assert [(times[int(u.id)].value, u.reason) for u in unresolved] == [(None, "out-of-range")]


def test_days_hang_on_the_local_date_of_the_stamp(times_of: TimesOf) -> None:
    (time,) = times_of("They spoke yesterday.", published="2024-05-15T00:30:00+09:00")
    assert time.value == "2024-05-14"


@pytest.mark.parametrize(
    ("published", "modified", "value"),
    [
        ("2024-05-16T09:00:00Z", "2024-05-18T09:00:00Z", "2024-05-17"),  # Thursday, changed on Saturday
        ("2024-05-17T09:00:00Z", "2024-05-18T09:00:00Z", "2024-05-17"),  # Friday itself
        ("2024-05-18T09:00:00Z", "2024-05-19T09:00:00Z", "2024-05-17"),  # Friday before both
        ("2024-05-16T09:00:00Z", "2024-06-18T09:00:00Z", "2024-05-10"),  # a change too late to be about the call
        (None, "2024-05-18T09:00:00Z", "2024-05-17"),
    ],
)
def test_a_weekday_between_publication_and_change_is_the_one_between(
    times_of: TimesOf, published: str | None, modified: str, value: str
) -> None:
    assert times_of("The ministers spoke on Friday.", published=published, modified=modified)[0].value == value


def test_today_hangs_on_the_day_of_the_dateline(times_of: TimesOf) -> None:
    text = "OSLO, May 13 (Northern Wire) -- The envoy left today.\n\nHe will be back on Friday."
    assert [t.value for t in times_of(text)] == ["2024-05-13", "2024-05-13", "2024-05-17"]


def test_a_length_before_an_event_waits_for_it_with_its_direction(read: Read) -> None:
    (time,), unresolved = read("The envoy left two days before the landing.")
    assert (time.text, time.type, time.value, time.edtf) == ("two days", "DURATION", "P2D", None)
    assert "event-anchored:before" in time.why
    assert [(u.id, u.field, u.reason) for u in unresolved] == [(0, "edtf", "event-anchored")]


def test_a_length_after_an_event_dates_it_by_the_time_of_its_own_sentence(times_of: TimesOf) -> None:
    monday, apart = times_of("The two agreed on Monday, a day after the envoy was summoned.")
    assert (apart.value, apart.anchor) == ("2024-05-12", monday.start)


@pytest.mark.parametrize(
    "sentence", ["They will meet on Friday.", "The bridge reopened on 2 May.", "He left last week."]
)
def test_every_time_names_the_rules_that_decided(times_of: TimesOf, sentence: str) -> None:
    assert times_of(sentence)[0].why
