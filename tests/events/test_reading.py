"""Events through the reader: type, who, status, date, and one event for all its tellings."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Event, Record


def read(reader: Reader, text: str, **page: str) -> Record:
    (record,) = reader.read_many([{"id": "1", "text": text, "published": "2025-05-05", **page}])
    assert isinstance(record, Record)
    return record


def sides(record: Record, ids: tuple[str, ...]) -> set[str | None]:
    country = {a.id: a.country for a in record.actors}
    return {country[i] for i in ids}


def only(record: Record, type_: str) -> Event:
    found = [e for e in record.events if e.type == type_]
    assert len(found) == 1, [(e.type, e.trigger.text, e.status) for e in record.events]
    return found[0]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Norway expelled two Chilean diplomats on Friday.", "SANCTION", "happened"),
        ("Two Chilean diplomats were expelled by Norway on Friday.", "SANCTION", "happened"),
        ("Norway condemned and denounced Chile on Friday.", "ACCUSE", "happened"),
        ("Norway has agreed to send tents to Chile.", "AGREE", "happened"),
        ("The Norwegian president is set to visit Chile.", "CONSULT", "planned"),
        ("Norway and Chile held talks on Friday.", "CONSULT", "happened"),
        ("Norway imposed sanctions on Chile.", "SANCTION", "happened"),
        ("Norway's invasion of Chile shocked the region.", "ASSAULT", "happened"),
        ("Norway, which shelled a Chilean village on Friday, gave no reason.", "ASSAULT", "happened"),
        ("Norway urges Chile to free the crew", "REQUEST", "happened"),
        ("Norway is shelling the Chilean port.", "ASSAULT", "ongoing"),
        ("Norway refused to extradite the banker to Chile.", "REJECT", "happened"),
        ("Norway may impose sanctions on Chile.", "THREATEN", "threatened"),
        ("Norway reportedly shelled a Chilean village.", "ASSAULT", "unconfirmed"),
        ("Norway denied shelling the Chilean village.", "ASSAULT", "denied"),
        ("Norway will share radar data with Chile.", "AGREE", "planned"),
        ("Norway said it would withdraw its soldiers from Chile.", "CONCEDE", "planned"),
        ("Thousands of people protested in Oslo on Friday against Chile.", "PROTEST", "happened"),
        ("Norway deployed 300 soldiers along the border with Chile.", "MOBILIZE", "happened"),
        ("Norwegian police arrested three Chilean journalists.", "COERCE", "happened"),
        ("Norway hopes Chile will lift the ban on salmon.", "CONCEDE", "hypothetical"),
        ("Norway withdrew its soldiers from Chile on Friday.", "RETREAT", "happened"),
        ("Norway gave Chile 3 million kroner in relief on Friday.", "AID", "happened"),
    ],
)
def test_type_and_status(reader: Reader, text: str, type_: str, status: str) -> None:
    record = read(reader, text)
    assert (type_, status) in {(e.type, e.status) for e in record.events}, record.events


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Norway expelled two Chilean diplomats.", "SANCTION", {"NOR"}, {"CHL"}),
        ("Two Chilean diplomats were expelled by Norway.", "SANCTION", {"NOR"}, {"CHL"}),
        ("Norway and Chile signed a pact.", "AGREE", {"NOR", "CHL"}, set()),
        ("Norway held talks with Chile in Lima.", "CONSULT", {"NOR", "CHL"}, set()),
        ("The Norwegian president visited Chile.", "CONSULT", {"NOR"}, {"CHL"}),
        ("Norway urged Chile to free the crew.", "REQUEST", {"NOR"}, {"CHL"}),
        ("Norwegian artillery shelled a village in Chile.", "ASSAULT", {"NOR"}, {"CHL"}),
    ],
)
def test_who(reader: Reader, text: str, type_: str, actors: set[str], recipients: set[str]) -> None:
    record = read(reader, text)
    event = only(record, type_)
    assert sides(record, event.actors) == actors
    assert sides(record, event.recipients) == recipients


def test_request_swallows_what_is_requested(reader: Reader) -> None:
    record = read(reader, "Norway urged Chile to release the Peruvian crew.")
    assert [e.type for e in record.events] == ["REQUEST"]


def test_threat_keeps_its_status_within_a_denial(reader: Reader) -> None:
    record = read(reader, "Norway denied that it had threatened to bomb the Chilean port.")
    assert only(record, "THREATEN").status == "denied"


def test_bare_comment_is_no_event(reader: Reader) -> None:
    record = read(reader, "Norway's foreign minister said that trade with Chile was good for both nations.")
    assert record.events == ()


def test_one_event_for_all_its_tellings(reader: Reader) -> None:
    text = (
        "Norway expels Chilean envoy\n\n"
        "Norway expelled the Chilean ambassador on Friday, the foreign ministry in Oslo said.\n\n"
        "The expulsion of the ambassador came after a row over cod. "
        "Norway expelled the Chilean ambassador without notice.\n"
    )
    record = reader.read_bytes(text.encode(), published="2025-05-05")
    event = only(record, "SANCTION")
    assert event.evidence


def test_nothing_is_dated_by_the_day_of_publication(reader: Reader) -> None:
    record = read(reader, "Norway expelled two Chilean diplomats.")
    assert only(record, "SANCTION").date is None


def test_date_stands_in_the_clause(reader: Reader) -> None:
    record = read(reader, "Norway condemned Chile on 3 May 2025 and expelled the Chilean consul on 4 May 2025.")
    dates = {e.type: record.times[e.date].value for e in record.events if e.date is not None}
    assert dates == {"ACCUSE": "2025-05-03", "SANCTION": "2025-05-04"}


def test_event_told_by_somebody_names_the_statement(reader: Reader) -> None:
    record = read(reader, "Chile's foreign minister said Norway had shelled a Chilean village.")
    event = only(record, "ASSAULT")
    assert event.according_to in {s.id for s in record.statements}
    assert event.status == "unconfirmed"


def test_score_and_quad_are_plovers(reader: Reader) -> None:
    event = only(read(reader, "Norwegian police arrested three Chilean journalists."), "COERCE")
    assert (event.mode, event.quad, event.goldstein) == ("arrest", 4, -7.0)
