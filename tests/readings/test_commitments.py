"""Commitments: who undertakes what, to whom, by when, announced by whom."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Commitment, Record

HEAD = """Prime Minister of Norway meets President of Ghana

Oslo, 4 March 2025

Norway's Prime Minister, Kari Moe, met the President of Ghana, Kofi Osei, in Oslo on Tuesday.

"""


def _read(reader: Reader, text: str) -> Record:
    return reader.read_bytes((HEAD + text).encode(), published="2025-03-04")


def _countries(record: Record, actors: tuple[str, ...]) -> set[str | None]:
    countries = {a.id: a.country for a in record.actors}
    members = {a.id: a.members for a in record.actors}
    return {countries[m] for a in actors for m in (members[a] or (a,))}


def _one(record: Record) -> Commitment:
    assert len(record.commitments) == 1, [c.what for c in record.commitments]
    return record.commitments[0]


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("The two sides agreed to dredge the Tema canal.", "dredge the Tema canal", {"NOR", "GHA"}),
        ("Norway undertook to train 40 pilots.", "train 40 pilots", {"NOR"}),
        ("Ghana is ready to open a consulate in Bergen.", "open a consulate in Bergen", {"GHA"}),
        ("Ghana expressed its intention to ratify the cable treaty.", "ratify the cable treaty", {"GHA"}),
        ("Ms Moe said Norway would train 40 pilots.", "train 40 pilots", {"NOR"}),
        ("Ms Moe welcomed Ghana's pledge to dredge the Tema canal.", "dredge the Tema canal", {"GHA"}),
        ("Norway and Ghana signed a pact to dredge the Tema canal.", "dredge the Tema canal", {"NOR", "GHA"}),
        ("Mr Osei accepted an invitation to visit Bergen.", "visit Bergen", {"GHA"}),
        ("Ms Moe invited Mr Osei to visit Bergen. The invitation was accepted.", "visit Bergen", {"GHA"}),
        ("The two sides agreed that their pilots would train in Tema.", "train in Tema", {"NOR", "GHA"}),
        ("They agreed that their envoys would meet in Tema in May.", "meet in Tema", {"NOR", "GHA"}),
        ("Mr Osei assured Ms Moe that Ghana would not raise the tuna levy.", "not raise the tuna levy", {"GHA"}),
        ("Mr Osei thanked Norway for its pledge of 4 million euros.", "4 million euros", {"NOR"}),
        ("Ms Moe announced 4 million euros in aid for the Volta estuary.", "4 million euros in aid", {"NOR"}),
    ],
)
def test_what_is_undertaken_and_by_whom(reader: Reader, text: str, what: str, who: set[str]) -> None:
    record = _read(reader, text)
    commitment = _one(record)
    assert what in commitment.what
    assert _countries(record, commitment.who) == who


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Norway undertook to train 40 pilots.", "open"),
        ("Norway undertook to train 40 pilots, subject to approval by its parliament.", "conditional"),
        ("If the rains come, Ms Moe said, Norway would train 40 pilots.", "conditional"),
        ("Norway threatened to close its ports to Ghana. It has since dropped the threat.", "withdrawn"),
    ],
)
def test_state(reader: Reader, text: str, state: str) -> None:
    assert _one(_read(reader, text)).state == state


def test_due_is_the_time_in_its_own_words(reader: Reader) -> None:
    record = _read(reader, "Norway undertook to train 40 pilots by 1 June 2025.")
    due = _one(record).due
    assert due is not None
    assert record.times[due].value == "2025-06-01"


def test_a_follow_up_dates_what_was_set_up(reader: Reader) -> None:
    record = _read(
        reader,
        "The two sides agreed to set up a canal commission. "
        "Mr Osei said the commission would meet in Accra on 9 May 2025.",
    )
    commitment = _one(record)
    assert "set up a canal commission" in commitment.what
    assert commitment.due is not None
    assert record.times[commitment.due].value == "2025-05-09"
    assert {a.name for a in record.actors if a.id == commitment.announced_by} == {"Kofi Osei"}


def test_the_promise_of_one_party_is_to_the_other(reader: Reader) -> None:
    record = _read(reader, "Ms Moe said Norway would train 40 pilots.")
    commitment = _one(record)
    assert _countries(record, commitment.to) == {"GHA"}
    assert {a.name for a in record.actors if a.id == commitment.announced_by} == {"Kari Moe"}


@pytest.mark.parametrize(
    "text",
    [
        "Ms Moe said Norway would not train pilots.",
        "Ms Moe said the winter would be long.",
        "The two sides agreed to deepen cooperation.",
        "The leaders agreed to remain in close contact.",
        "Ms Moe denied that Norway had agreed to train 40 pilots.",
        "Will Norway train 40 pilots?",
    ],
)
def test_refusals_forecasts_and_good_wishes_undertake_nothing(reader: Reader, text: str) -> None:
    assert _read(reader, text).commitments == ()
