"""Meetings: channel, participants, length, and each side's account."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Record


def _read(reader: Reader, sentence: str, rest: str = "") -> Record:
    text = f"Ministers of Norway and Ghana\n\nOslo, 4 March 2025\n\n{sentence}\n\n{rest}"
    return reader.read_bytes(text.encode(), published="2025-03-04")


@pytest.mark.parametrize(
    ("sentence", "channel"),
    [
        ("Norway's Foreign Minister, Kari Moe, spoke by phone with Ghana's Foreign Minister, Kofi Osei.", "phone"),
        ("Norway's Foreign Minister, Kari Moe, met Ghana's Foreign Minister, Kofi Osei, by video link.", "video"),
        (
            "Norway's Foreign Minister, Kari Moe, held talks in Oslo with Ghana's Foreign Minister, Kofi Osei.",
            "in-person",
        ),
    ],
)
def test_channel_participants_and_day(reader: Reader, sentence: str, channel: str) -> None:
    record = _read(reader, "On Tuesday " + sentence)
    names = {a.id: a.name for a in record.actors}
    meeting = record.meetings[0]
    assert meeting.channel == channel
    assert {names[p] for p in meeting.participants} == {"Kari Moe", "Kofi Osei"}
    assert meeting.date is not None
    assert (record.times[meeting.date].value or "").startswith("2025-03-04")


def test_length_may_stand_in_a_later_sentence(reader: Reader) -> None:
    record = _read(
        reader,
        "Norway's Foreign Minister, Kari Moe, spoke by phone with Ghana's Foreign Minister, Kofi Osei.",
        "In the 35-minute conversation they discussed herring.",
    )
    assert record.meetings[0].length == "PT35M"


def test_what_only_one_side_speaks_of(reader: Reader) -> None:
    record = _read(
        reader,
        "Norway's Foreign Minister, Kari Moe, met Ghana's Foreign Minister, Kofi Osei, in Oslo.",
        "Ms Moe said Norway would build a fish hatchery. Mr Osei said Ghana had asked for a weather radar.",
    )
    names = {a.id: a.name for a in record.actors}
    only = {names[side]: " ".join(topics) for side, topics in record.meetings[0].only_in.items()}
    assert "fish hatchery" in only["Kari Moe"]
    assert "weather radar" in only["Kofi Osei"]
    assert "hatchery" not in only["Kofi Osei"]


def test_two_tellings_are_one_meeting(reader: Reader) -> None:
    record = _read(
        reader,
        "Norway's Foreign Minister, Kari Moe, held talks with Ghana's Foreign Minister, Kofi Osei, on Tuesday.",
        "Ms Moe met Mr Osei on Tuesday in Oslo.",
    )
    assert len(record.meetings) == 1


def test_speaking_time(reader: Reader) -> None:
    record = _read(
        reader,
        "Norway's Foreign Minister, Kari Moe, met Ghana's Foreign Minister, Kofi Osei, in Oslo.",
        "Moe's opening remarks lasted around eight minutes. Osei's remarks were about a quarter the length of hers.",
    )
    names = {a.id: a.name for a in record.actors}
    assert {names[k]: v for k, v in record.meetings[0].speaking_time.items()} == {"Kari Moe": "PT8M", "Kofi Osei": 0.25}


def test_a_planned_meeting_has_not_been_held(reader: Reader) -> None:
    record = _read(
        reader, "Norway's Foreign Minister, Kari Moe, will meet Ghana's Foreign Minister, Kofi Osei, in May."
    )
    assert record.meetings == ()
