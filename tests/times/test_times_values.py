"""What a time expression comes to: extent, TIMEX3 value, modifier, EDTF, on a page of Wednesday, 15 May 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.record import Time

TimesOf = Callable[..., list[Time]]


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("The treaty was signed on 3 March 2021 in Lima.", "3 March 2021", "2021-03-03"),
        ("The treaty was signed on March 3, 2021, in Lima.", "March 3, 2021", "2021-03-03"),
        ("The treaty was signed on the third of March, 2021.", "the third of March, 2021", "2021-03-03"),
        ("The envoys met on Friday 10 May at noon.", "Friday 10 May at noon", "2024-05-10T12:00"),
        ("The envoys met in Lima on 10.05.2024.", "10.05.2024", "2024-05-10"),
        ("The envoys met on Friday (10/05).", "Friday", "2024-05-10"),
        ("The note is dated 2024-05-02.", "2024-05-02", "2024-05-02"),
        ("The pact was signed in March 2021.", "March 2021", "2021-03"),
        ("The pact was signed in 1998.", "1998", "1998"),
        ("The border has been quiet since the 1990s.", "the 1990s", "199"),
        ("The border was quiet in the '80s.", "the '80s", "198"),
        ("It was drawn in the 19th century.", "the 19th century", "18"),
        ("Exports fell in the first quarter of 2023.", "the first quarter of 2023", "2023-Q1"),
        ("Exports fell in Q3 2023.", "Q3 2023", "2023-Q3"),
        ("Exports fell in the first half of last year.", "the first half of last year", "2023-H1"),
        ("The floods came in the spring of 2019.", "the spring of 2019", "2019-SP"),
        ("In nineteen ninety-six the mission was closed.", "nineteen ninety-six", "1996"),
    ],
)
def test_a_named_time_is_its_own_value(times_of: TimesOf, sentence: str, text: str, value: str) -> None:
    first = times_of(sentence)[0]
    assert (first.text, first.value) == (text, value)


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("Talks open on the second Tuesday of June.", "the second Tuesday of June", "2024-06-11"),
        ("The vote was held on the first Sunday in March.", "the first Sunday in March", "2024-03-03"),
        ("The truce began on the last Friday of March 2021.", "the last Friday of March 2021", "2021-03-26"),
        ("Talks will open on the first Monday of next month.", "the first Monday of next month", "2024-06-03"),
        ("Talks will open on the fifth Monday of June.", "the fifth Monday of June", None),
        ("The visit took place last Tuesday.", "last Tuesday", "2024-05-14"),
    ],
)
def test_a_weekday_by_its_number_in_a_month(times_of: TimesOf, sentence: str, text: str, value: str | None) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.value) == (text, value)


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("The two ministers speak today.", "today", "2024-05-15"),
        ("The two ministers spoke yesterday.", "yesterday", "2024-05-14"),
        ("He flew home the day before yesterday.", "the day before yesterday", "2024-05-13"),
        ("The convoy crossed last week.", "last week", "2024-W19"),
        ("The convoy will cross next month.", "next month", "2024-06"),
        ("The ministry cut its staff last year.", "last year", "2023"),
        ("The dam was opened two months ago.", "two months ago", "2024-03"),
        ("The dam was opened three days ago.", "three days ago", "2024-05-12"),
        ("The dam was opened a decade ago.", "a decade ago", "2014"),
        ("The talks resume two weeks from now.", "two weeks from now", "2024-W22"),
        ("They spoke this morning.", "this morning", "2024-05-15TMO"),
        ("They spoke last night.", "last night", "2024-05-14TNI"),
        ("They spoke on Monday evening.", "Monday evening", "2024-05-13TEV"),
        ("The visit took place last Tuesday.", "last Tuesday", "2024-05-14"),
        ("The visit took place last Wednesday.", "last Wednesday", "2024-05-08"),
        ("The visit took place last fall.", "last fall", "2023-FA"),
        ("Talks went on over the weekend.", "the weekend", "2024-W19-WE"),
        ("The line was open overnight.", "overnight", "2024-05-14TNI"),
    ],
)
def test_a_time_seen_from_now_hangs_on_the_page(times_of: TimesOf, sentence: str, text: str, value: str) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.value, time.anchor) == (text, value, "published")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The two presidents met on Friday.", "2024-05-10"),
        ("The two presidents will meet on Friday.", "2024-05-17"),
        ("The two presidents are due to meet on Friday.", "2024-05-17"),
        ("The two presidents agreed to meet on Friday.", "2024-05-17"),
        ("He said that the delegation would leave on Friday.", "2024-05-17"),
        ("The ministry scheduled a second round for Friday.", "2024-05-17"),
        ("The ceasefire was extended until Friday.", "2024-05-17"),
        ("The envoy had been expected to leave on Friday.", "2024-05-10"),
        ("The minister met his counterpart on Wednesday.", "2024-05-15"),
        ("Her upcoming Friday visit is private.", "2024-05-17"),
        ("Parliament votes on the treaty on Friday, and it expires on Monday.", "2024-05-17"),
    ],
)
def test_a_bare_weekday_follows_the_tense_of_its_clause(times_of: TimesOf, sentence: str, value: str) -> None:
    assert times_of(sentence)[0].value == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The embassy was closed in September.", "2023-09"),
        ("The Oct. 7 raids shook the country.", "2023-10-07"),
        ("They fear the Nov. 5 election.", "2024-11-05"),
        ("Offers stay open through Oct. 31.", "2024-10-31"),
        ("He joined on June 16 of last year.", "2023-06-16"),
        ("The embassy will be closed in September.", "2024-09"),
        ("She accepted an invitation to visit Lima in September.", "2024-09"),
        ("The bonds, issued in April, are due.", "2024-04"),
        ("The truce, signed on Dec. 20, still holds.", "2023-12-20"),
        ("The dividend is payable on June 7.", "2024-06-07"),
        ("The bridge reopened on 2 May.", "2024-05-02"),
        ("Nothing has moved since November.", "2023-11"),
    ],
)
def test_a_date_without_a_year_takes_the_one_that_tense_and_nearness_give(
    times_of: TimesOf, sentence: str, value: str
) -> None:
    assert times_of(sentence)[0].value == value


@pytest.mark.parametrize("share", ["a quarter of the length", "around a quarter the length", "three-quarters"])
def test_a_share_is_no_time(times_of: TimesOf, share: str) -> None:
    assert times_of(f"His speech had {share} of hers.") == []


def test_a_day_right_after_the_verb_of_saying_is_that_of_saying(times_of: TimesOf) -> None:
    (time,) = times_of("The minister said on Friday he was expecting the envoy to visit.")
    assert time.value == "2024-05-10"


@pytest.mark.parametrize(
    ("sentence", "text", "value", "mod"),
    [
        ("They spoke for around eight minutes.", "around eight minutes", "PT8M", "APPROX"),
        ("The siege lasted nearly forty years.", "nearly forty years", "P40Y", "EQUAL_OR_LESS"),
        ("The talks took more than four hours.", "more than four hours", "PT4H", "MORE_THAN"),
        ("They will wait at least 30 days.", "at least 30 days", "P30D", "EQUAL_OR_MORE"),
        ("Factories will close by the end of the year.", "the end of the year", "2024", "END"),
        ("They left early on Monday.", "early on Monday", "2024-05-13TMO", "START"),
        ("Work started in early 2022.", "early 2022", "2022", "START"),
        ("A vote is planned for mid-June.", "mid-June", "2024-06", "MID"),
        ("The force withdrew earlier this month.", "earlier this month", "2024-05", "START"),
        ("A visit is planned for the first half of June.", "the first half of June", "2024-06", "START"),
    ],
)
def test_a_modifier_is_kept_with_the_words_that_give_it(
    times_of: TimesOf, sentence: str, text: str, value: str, mod: str
) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.value, time.mod) == (text, value, mod)


@pytest.mark.parametrize(
    ("sentence", "text", "value", "kind"),
    [
        ("The 40-minute call was cordial.", "40-minute", "PT40M", "DURATION"),
        ("The pact runs for two and a half years.", "two and a half years", "P2Y6M", "DURATION"),
        ("The halt lasts six hours and 20 minutes.", "six hours and 20 minutes", "PT6H20M", "DURATION"),
        ("The halt lasts half an hour.", "half an hour", "PT30M", "DURATION"),
        ("He stayed for a few days.", "a few days", "PXD", "DURATION"),
        ("He has ruled for a decade.", "a decade", "P10Y", "DURATION"),
        ("The past two months were calm.", "The past two months", "P2M", "DURATION"),
        ("Gauges are read every six hours.", "every six hours", "PT6H", "SET"),
        ("The council meets every Thursday.", "every Thursday", "XXXX-WXX-4", "SET"),
        ("The ferry sails daily.", "daily", "P1D", "SET"),
        ("The field yields 40,000 barrels a day.", "a day", "P1D", "SET"),
    ],
)
def test_lengths_and_sets(times_of: TimesOf, sentence: str, text: str, value: str, kind: str) -> None:
    (time,) = times_of(sentence)
    assert (time.text, time.value, time.type) == (text, value, kind)


@pytest.mark.parametrize(
    ("sentence", "edtf", "earliest", "latest"),
    [
        ("The convoy crossed last week.", "2024-05-06/2024-05-12", "2024-05-06", "2024-05-12"),
        ("Exports fell in the first quarter.", "2024-01/2024-03", "2024-01-01", "2024-03-31"),
        ("Exports fell in the first half of 2023.", "2023-01/2023-06", "2023-01-01", "2023-06-30"),
        ("The pact has held since 2019.", "2019/..", "2019-01-01", None),
        ("The border has been calm since the 1990s.", "199X/..", "1990-01-01", None),
        ("The floods came in the spring of 2019.", "2019-21", "2019-03-01", "2019-05-31"),
        ("The mission was closed in February 2024.", "2024-02", "2024-02-01", "2024-02-29"),
        ("He will leave later in the week.", "2024-05-16/2024-05-19", "2024-05-16", "2024-05-19"),
        ("Both sides stayed from 13 to 15 June 2023.", "2023-06-13/2023-06-15", "2023-06-13", "2023-06-15"),
        ("Both sides stayed from June 15 to 18.", "2024-06-15/2024-06-18", "2024-06-15", "2024-06-18"),
        ("It is in the budget of 2020-21.", "2020/2021", "2020-01-01", "2021-12-31"),
        ("The seat is hers for the term 2027-2029.", "2027/2029", "2027-01-01", "2029-12-31"),
        ("She is on a visit from Monday to Thursday.", "2024-05-13/2024-05-16", "2024-05-13", "2024-05-16"),
        ("It was built between 1985 and 1987.", "1985/1987", "1985-01-01", "1987-12-31"),
    ],
)
def test_a_stretch_is_an_interval_with_its_bounds(
    times_of: TimesOf, sentence: str, edtf: str, earliest: str, latest: str | None
) -> None:
    first = times_of(sentence)[0]
    assert (first.edtf, first.earliest, first.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    ("sentence", "value", "edtf"),
    [
        ("It began at 4:30 p.m. on Friday.", "2024-05-10T16:30", "2024-05-10T16:30:00"),
        ("It began on Friday at 8.30am Tokyo time.", "2024-05-10T08:30", "2024-05-10T08:30:00+09:00"),
        ("It began at 17:00 GMT on May 3.", "2024-05-03T17:00", "2024-05-03T17:00:00Z"),
        ("The truce begins at 1400 GMT on Friday.", "2024-05-17T14:00", "2024-05-17T14:00:00Z"),
        ("It struck at 10:35 a.m. (0735 GMT) Friday, witnesses said.", "2024-05-10T10:35", "2024-05-10T10:35:00"),
    ],
)
def test_a_clock_time_takes_its_day_and_its_zone(times_of: TimesOf, sentence: str, value: str, edtf: str) -> None:
    first = times_of(sentence)[0]
    assert (first.type, first.value, first.edtf) == ("TIME", value, edtf)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The markets were shut on Easter Monday.", "2024-04-01"),
        ("Talks resume after Christmas.", "2023-12-25"),
        ("Talks will resume after Christmas.", "2024-12-25"),
        ("He arrived on last Thanksgiving.", "2023-11-23"),
        ("The bridge should open by Easter next year.", "2025-04-20"),
        ("The pass was closed for Lunar New Year 2023.", "2023-01-22"),
        ("A truce was called for Yom Kippur 2021.", "2021-09-16"),
    ],
)
def test_a_feast_falls_on_its_day_of_the_year(times_of: TimesOf, sentence: str, value: str) -> None:
    assert times_of(sentence)[0].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The vote was held on 3 March 2021. The following day the cabinet fell.", "2021-03-04"),
        ("The vote was held on 3 March 2021. The previous day it had been moved.", "2021-03-02"),
        ("The vote was held on 3 March 2021. A week later the cabinet fell.", "2021-W10"),
        ("The vote was held on 3 March 2021. Three days earlier it had been moved.", "2021-02-28"),
        ("The vote was held on 3 March 2021. The cabinet fell that weekend.", "2021-W09-WE"),
        ("The vote was held in March 2021. The cabinet fell that year.", "2021"),
        ("Profit rose in the third quarter of 2023 to 5 million from 4 million a year earlier.", "2022-Q3"),
    ],
)
def test_a_narrative_time_hangs_on_the_one_told_before(times_of: TimesOf, text: str, value: str) -> None:
    before, time = times_of(text)[:2]
    assert (time.value, time.anchor) == (value, before.start)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The ministry now wants more.", "PRESENT_REF"),
        ("The two recently exchanged envoys.", "PAST_REF"),
        ("They spoke about the future.", "FUTURE_REF"),
        ("The house was sold several years ago.", "PAST_REF"),
    ],
)
def test_a_reference_without_a_date_has_no_edtf(times_of: TimesOf, sentence: str, value: str) -> None:
    (time,) = times_of(sentence)
    assert (time.value, time.edtf, time.earliest) == (value, None, None)
