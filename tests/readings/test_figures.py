"""Figures: value, unit, change, owner."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Figure, Record


def _read(reader: Reader, sentence: str, head: str = "Notes from the harbour\n\nOslo, 4 March 2025\n\n") -> Record:
    return reader.read_bytes((head + sentence).encode(), published="2025-03-04")


def _one(reader: Reader, sentence: str) -> Figure:
    figures = _read(reader, sentence).figures
    assert len(figures) == 1, [f.text for f in figures]
    return figures[0]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "kind"),
    [
        ("The trawlers carried 37 tonnes of herring.", 37, "tonne", "amount"),
        ("Some 1.2 million people live along the fjord.", 1_200_000, "person", "amount"),
        ("Norway bought two hundred and fifty lifeboats.", 250, "lifeboat", "amount"),
        ("The port handles 41 per cent of the country's salt.", 41, "percent", "share"),
        ("The port handles 41% of the country's salt.", 41, "percent", "share"),
        ("Repairs cost 6.5 billion Norwegian kroner.", 6_500_000_000, "NOK", "amount"),
        ("Repairs cost €3bn.", 3_000_000_000, "EUR", "amount"),
        ("Repairs cost 12 million U.S. dollars.", 12_000_000, "USD", "amount"),
        ("Repairs cost Rs 400 million.", 400_000_000, "INR", "amount"),
        ("The envoys held four hours of talks.", 4, "hour", "amount"),
        ("In the 35-minute conversation they spoke of whales.", 35, "minute", "amount"),
        ("The talks lasted half an hour.", 0.5, "hour", "amount"),
        ("Three-quarters of the crew stayed aboard.", 0.75, "ratio", "ratio"),
        ("It is the third-largest buyer of cod.", 3, "rank", "rank"),
        ("The ministry put the death toll at nine.", 9, "person", "amount"),
        ("The storm left 14 dead.", 14, "person", "amount"),
        ("The cable carries 3.4 terawatt hours.", 3.4, "terawatt hour", "amount"),
        ("The pier is 80 meters long.", 80, "metre", "amount"),
    ],
)
def test_value_unit_and_kind(reader: Reader, sentence: str, value: float, unit: str, kind: str) -> None:
    figure = _one(reader, sentence)
    assert (figure.value, figure.unit, figure.kind) == (pytest.approx(value), unit, kind)


@pytest.mark.parametrize(
    ("sentence", "low", "high", "unit"),
    [
        ("Duties of 3.5% to 5% apply to cod.", 3.5, 5, "percent"),
        ("Between 30 and 40 ships wait outside.", 30, 40, "ship"),
        ("A pilot costs 6-8 percent more.", 6, 8, "percent"),
    ],
)
def test_ranges(reader: Reader, sentence: str, low: float, high: float, unit: str) -> None:
    figure = _one(reader, sentence)
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    ("sentence", "value", "previous"),
    [
        ("Tariffs on cod doubled to 60 per cent.", 60, 30),
        ("Tariffs on cod rose from 20 percent to 25 percent.", 25, 20),
        ("The fleet has 31 ships, up from 24 last year.", 31, 24),
        ("Catches were halved to 40 tonnes.", 40, 80),
        ("Tariffs rose by 5 percentage points to 30 percent.", 30, 25),
    ],
)
def test_the_value_before_a_change(reader: Reader, sentence: str, value: float, previous: float) -> None:
    figures = [f for f in _read(reader, sentence).figures if f.value == value]
    assert [f.previous for f in figures] == [previous]


@pytest.mark.parametrize(
    "sentence",
    [
        "The pact was signed on 14 May 2019.",
        "The two sides spoke of whales.",
        "Under Article 5 the harbour stays open.",
        "Ingrid Moe, 58, keeps the lighthouse.",
        "The gate opened at 8.30am.",
        "One of them kept a log.",
        "The F-16 flew over the pier.",
        "The committee met for the 12th time.",
        "The pier fell two days after the storm.",
        "The ferry left at 17.42 GMT.",
    ],
)
def test_dates_labels_and_company_are_no_figures(reader: Reader, sentence: str) -> None:
    assert _read(reader, sentence).figures == ()


def test_numbers_of_paragraphs_are_no_figures(reader: Reader) -> None:
    record = _read(reader, "1. The two sides met.\n\n2. The two sides ate herring.")
    assert record.figures == ()


def test_a_bare_dollar_is_the_dollar_of_a_governments_own_page(reader: Reader) -> None:
    sentence = "The Prime Minister announced $9 million for the reef."
    own = _read(reader, sentence, "Prime Minister speaks of reefs\n\nCanberra, 4 March 2025\n\n")
    wire = _read(reader, sentence, "Reefs\n\n4 March 2025\n\nCANBERRA, March 4 (Wirepost) - Reefs are ill.\n\n")
    assert [f.unit for f in own.figures] == ["AUD"]
    assert [f.unit for f in wire.figures] == ["USD"]


def test_a_figure_belongs_to_whoever_says_it(reader: Reader) -> None:
    record = _read(reader, "Norwegian Fisheries Minister Kari Moe said the trawlers had carried 37 tonnes of herring.")
    (figure,) = record.figures
    names = {a.id: a.name for a in record.actors}
    assert names[figure.by or ""] == "Kari Moe"


def test_who_denies_a_number_does_not_own_it(reader: Reader) -> None:
    record = _read(reader, "Norwegian Fisheries Minister Kari Moe denied that the trawlers had carried 37 tonnes.")
    assert [f.by for f in record.figures] == [None]
