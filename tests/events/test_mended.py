"""What is possible, asked, planned or denied is not told as done; thanks and pledges find their type."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Record


def read(reader: Reader, text: str) -> Record:
    (record,) = reader.read_many([{"id": "1", "text": text, "published": "2025-05-05"}])
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Analysts say the sale could provoke Norwegian sanctions against Chile.", "SANCTION", "hypothetical"),
        ("The verdict could bring new Norwegian penalties for Kenya.", "SANCTION", "hypothetical"),
        ("The road to talks between Norway and Chile will be long.", "CONSULT", "hypothetical"),
        ("The Norwegian minister will travel to Lima for meetings with Chile's president.", "CONSULT", "planned"),
        ("The two presidents will witness the signing of a pact between Norway and Peru.", "AGREE", "planned"),
        ("Peru announced that it would impose duties on Norwegian fish.", "SANCTION", "planned"),
        ("Norway promised to deliver radars to Peru.", "AID", "planned"),
        ("Norway promised to deport Peruvian sailors.", "AGREE", "planned"),
        ("Norway will open a research centre in Lima next year.", "COOPERATE", "planned"),
        ("The foreign ministers of Norway and Chile will meet in Oslo in March.", "CONSULT", "planned"),
        ("Chile welcomed Norway's pledge of 30 million euros for the port.", "AID", "planned"),
        ("Peru denied that it was preparing to seize a Norwegian ship.", "COERCE", "denied"),
        ("Norway will not supply weapons to Peru, the Norwegian prime minister said.", "AID", "denied"),
        ("Before Norway's minister visits Peru next week, the fleet will sail.", "CONSULT", "planned"),
        ("Norway condemned the missile launches of 2 May by Peru.", "MOBILIZE", "happened"),
        ("Norway and Chile are to build a pipeline across the bay.", "AGREE", "planned"),
        ("The Norwegian minister left Lima with a gas memorandum.", "AGREE", "happened"),
        ("The Norwegian president thanked Chile for its help.", "SUPPORT", "happened"),
        ("Norway's foreign minister expressed gratitude to Chile.", "SUPPORT", "happened"),
        ('Norway and Peru signed a "road map" on fishing.', "AGREE", "happened"),
        ("Norway closed its side of the border with Finland.", "COERCE", "happened"),
    ],
)
def test_status_by_what_carries_it(reader: Reader, text: str, type_: str, status: str) -> None:
    record = read(reader, text)
    assert (type_, status) in {(e.type, e.status) for e in record.events}, record.events


@pytest.mark.parametrize(
    "text",
    [
        "Norway's president made no mention of a visit to Chile.",
        "A visit to Chile would be considered, the Norwegian minister said.",
        "No date has been set for the Norwegian king's visit to Chile.",
    ],
)
def test_unreal_visit_did_not_happen(reader: Reader, text: str) -> None:
    assert not [e for e in read(reader, text).events if e.type == "CONSULT" and e.status in ("happened", "ongoing")]


def test_question_after_it_leaves_a_claim_open(reader: Reader) -> None:
    record = read(reader, "Norway has shelled a Chilean village. Is that accurate?")
    assert [e.status for e in record.events if e.type == "ASSAULT"] == ["unconfirmed"]


def test_invitation_handed_over_is_no_aid(reader: Reader) -> None:
    record = read(reader, "Norway's foreign minister handed over an invitation to the president of Peru.")
    assert [e.type for e in record.events] == ["REQUEST"]


@pytest.mark.parametrize("words", ["telephone talks", "a telephone conversation"])
def test_telephone_stands_before_the_noun(reader: Reader, words: str) -> None:
    record = read(reader, f"The Norwegian president held {words} with the president of Peru.")
    assert [(e.type, e.mode) for e in record.events] == [("CONSULT", "phone")]


def test_accused_whom_nobody_knows_is_not_the_other_side(reader: Reader) -> None:
    record = read(
        reader, "Norway and Chile held talks in Oslo on Friday. Norway accused the North of fuelling the war."
    )
    assert [e.recipients for e in record.events if e.type == "ACCUSE"] == [()]


def test_what_is_sent_is_not_whom_it_is_offered_to(reader: Reader) -> None:
    record = read(reader, "Norway offered to send 40 inspectors to Peru.")
    country = {a.id: a.country for a in record.actors}
    assert [{country[r] for r in e.recipients} for e in record.events if e.type == "AGREE"] == [{"PER"}]
