"""The lexicon knows the words of diplomacy, and each shape of a sentence finds its status and its parties."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Record

Told = set[tuple[str, str, frozenset[str], frozenset[str]]]


def told(reader: Reader, text: str) -> Told:
    """Return what is told as (type, status, countries of the actors, countries of the recipients)."""
    (record,) = reader.read_many([{"id": "1", "text": text, "published": "2025-05-05"}])
    assert isinstance(record, Record)
    country = {a.id: a.country or "" for a in record.actors}
    return {
        (e.type, e.status, frozenset(country[a] for a in e.actors), frozenset(country[a] for a in e.recipients))
        for e in record.events
    }


def sides(codes: str) -> frozenset[str]:
    return frozenset(codes.split("+")) if codes else frozenset()


@pytest.mark.parametrize(
    ("text", "type_", "status", "actors", "recipients"),
    [
        ("Norway's foreign minister sat down with her Chilean counterpart.", "CONSULT", "happened", "NOR+CHL", ""),
        ("Chile's foreign minister wrapped up a visit to Norway on Friday.", "CONSULT", "happened", "CHL", "NOR"),
        ("Ghanaian troops crossed into Togo at dawn.", "MOBILIZE", "happened", "GHA", "TGO"),
        ("Norway gave its consent to the Chilean request.", "AGREE", "happened", "NOR", "CHL"),
        ("Norway and Chile elevated their relations to a partnership.", "AGREE", "happened", "NOR+CHL", ""),
        ("Norway lent its support to Kenya's bid.", "SUPPORT", "happened", "NOR", "KEN"),
        ("Ghana's president said he was grateful to Togo.", "SUPPORT", "happened", "GHA", "TGO"),
        ("Norway issued an apology to Kenya.", "CONCEDE", "happened", "NOR", "KEN"),
        ("Norway's ban on Kenyan tea was lifted in March.", "CONCEDE", "happened", "NOR", "KEN"),
        ("Flights between Norway and Peru resumed on Monday.", "COOPERATE", "happened", "NOR+PER", ""),
        ("Norwegian and Peruvian police carried out joint patrols.", "COOPERATE", "happened", "NOR+PER", ""),
        ("Norway provided Kenya with radars.", "AID", "happened", "NOR", "KEN"),
        ("Kenya received 20 million kroner in aid from Norway.", "AID", "happened", "NOR", "KEN"),
        ("Kenya is to be given 20 trucks by Norway.", "AID", "planned", "NOR", "KEN"),
        ("Norway pulled its soldiers out of Mali.", "RETREAT", "happened", "NOR", "MLI"),
        ("Ghana set free three Togolese fishermen.", "RETREAT", "happened", "GHA", "TGO"),
        ("Norway lobbied Peru for a seat on the council.", "REQUEST", "happened", "NOR", "PER"),
        ("Norway's demand for an apology from Kenya went unanswered.", "REQUEST", "happened", "NOR", "KEN"),
        ("Norway held Peru responsible for the leak.", "ACCUSE", "happened", "NOR", "PER"),
        ("Norway described the Peruvian move as a provocation.", "ACCUSE", "happened", "NOR", "PER"),
        ("A Norwegian court found a Peruvian captain guilty of spying.", "SANCTION", "happened", "", "PER"),
        ("Norway brushed aside Peru's warning.", "REJECT", "happened", "NOR", "PER"),
        ("Norway walked out of the talks with Peru.", "REJECT", "happened", "NOR", "PER"),
        ("Norway stopped buying Peruvian oil.", "SANCTION", "happened", "NOR", "PER"),
        ("Norway slapped tariffs of 10 percent on Peruvian fish.", "SANCTION", "happened", "NOR", "PER"),
        ("Norway's recall of its ambassador to Peru surprised many.", "SANCTION", "happened", "NOR", "PER"),
        ("A Norwegian drone violated Finnish airspace.", "MOBILIZE", "happened", "NOR", "FIN"),
        ("Norway turned back a Finnish ferry.", "COERCE", "happened", "NOR", "FIN"),
        ("Norway's seizure of the Finnish tanker was illegal.", "COERCE", "happened", "NOR", "FIN"),
        ("Norwegian ships rammed a Finnish patrol boat.", "ASSAULT", "happened", "NOR", "FIN"),
    ],
)
def test_words_of_diplomacy(reader: Reader, text: str, type_: str, status: str, actors: str, recipients: str) -> None:
    found = told(reader, text)
    assert any((t, s) == (type_, status) and sides(actors) <= a and sides(recipients) <= r for t, s, a, r in found), (
        found
    )


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Norway to send troops to Mali", "MOBILIZE", "planned"),
        ("Norway, Peru to hold talks in June", "CONSULT", "planned"),
        ("Norway offered to mediate between Chile and Peru.", "CONSULT", "proposed"),
        ("Norway offered to lease Peru a pier.", "AGREE", "proposed"),
        ("It was not immediately clear whether Norway had sold the boats to Peru.", "COOPERATE", "unconfirmed"),
        ("Norway could not confirm that two sailors had been detained in Peru.", "COERCE", "unconfirmed"),
        ("Reports that Norway had sold missiles to Peru were false, its ministry said.", "COOPERATE", "denied"),
        ("Norway said its troops had not crossed the border into Finland.", "MOBILIZE", "denied"),
        ("Norway is not planning to expel Finnish diplomats, its ministry said.", "SANCTION", "denied"),
        ("Norway ruled out suspending visa-free travel for Peruvians.", "SANCTION", "denied"),
        ("Kenya has not asked Canada for help, its foreign minister said.", "REQUEST", "denied"),
        ("No date has been set for the visit of Norway's king to Peru.", "CONSULT", "planned"),
        ("Norway allegedly bribed and then expelled a Peruvian diplomat.", "SANCTION", "unconfirmed"),
        ("A boycott of Peruvian wheat would cost millions, the council said.", "SANCTION", "hypothetical"),
        ("Norway's ban on Togolese fish has been in force since May.", "SANCTION", "ongoing"),
        ('"Togo must open the border," Ghana\'s president Ama Owusu said.', "REQUEST", "happened"),
        ("Norway will not negotiate with Peru, its president said.", "REJECT", "happened"),
    ],
)
def test_status_of_many_shapes(reader: Reader, text: str, type_: str, status: str) -> None:
    found = told(reader, text)
    assert (type_, status) in {(t, s) for t, s, _, _ in found}, found


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Ethiopia said that it had agreed to none of the Egyptian terms.", "AGREE"),
        ("Norway dismissed a complaint that its guards had beaten Finnish migrants.", "ASSAULT"),
        ("A diplomat who declined to be named spoke of progress.", "REJECT"),
        ("The bill is a mistake, an opposition lawmaker in Oslo said.", "ACCUSE"),
        ("The spokesman would not say if the president had called Reykjavik.", "CONSULT"),
    ],
)
def test_is_not_told_as_done(reader: Reader, text: str, type_: str) -> None:
    assert not [s for t, s, _, _ in told(reader, text) if t == type_ and s in ("happened", "ongoing")]


def test_second_undertaking_is_told_apart(reader: Reader) -> None:
    found = told(reader, "Peru and Chile agreed to set up a rice centre and to resume direct flights.")
    assert {t for t, _, _, _ in found} > {"AGREE"}, found


def test_other_side_out_of_sight_is_left_open(reader: Reader) -> None:
    text = "\n\n".join(
        [
            "Norway's minister met Chile's minister in Oslo.",
            "Norway and Chile signed a pact on salmon.",
            "Peru has a long coast and Brazil a longer one.",
            "Fishing is an old trade.",
            "Norway called for a wider ban.",
        ]
    )
    (record,) = reader.read_many([{"id": "1", "text": text, "published": "2025-05-05"}])
    assert isinstance(record, Record)
    assert [e.recipients for e in record.events if e.type == "REQUEST"] == [()]


def test_the_two_are_those_of_the_paragraph(reader: Reader) -> None:
    text = "\n\n".join(
        [
            "Norway and Chile signed a pact. Norway thanked Chile. Chile thanked Norway.",
            "Peru's president met the president of Kenya in Lima. The two will sign a treaty in May.",
        ]
    )
    (record,) = reader.read_many([{"id": "1", "text": text, "published": "2025-05-05"}])
    assert isinstance(record, Record)
    country = {a.id: a.country for a in record.actors}
    assert [{country[a] for a in e.actors} for e in record.events if e.status == "planned"] == [{"PER", "KEN"}]


def test_demand_names_who_makes_it(reader: Reader) -> None:
    found = told(reader, '"Togo must open the border," Ghana\'s president Ama Owusu said.')
    assert ("REQUEST", "happened", frozenset({"GHA"}), frozenset({"TGO"})) in found


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ('"I would like to thank Chile for its help," Norway\'s president Kari Lund said.', "SUPPORT", "happened"),
        ("Norway announced a grant of 9 million euros for Kenya, to be paid in May.", "AID", "planned"),
        ("The Norwegian king leaves for Lima on 12 June 2025.", "CONSULT", "planned"),
        ("Under the pact, signed by Norway and Chile in 2019, boats will be searched.", "AGREE", "happened"),
        ("A planned visit to Chile by Norway's king has been put off.", "CONSULT", "cancelled"),
        ("Norwegian farmers parked on the bridge to protest against Peru.", "PROTEST", "happened"),
        ("Lake Radio: Has Norway stopped buying Peruvian fish?", "SANCTION", "unconfirmed"),
    ],
)
def test_status_in_passing(reader: Reader, text: str, type_: str, status: str) -> None:
    found = told(reader, text)
    assert (type_, status) in {(t, s) for t, s, _, _ in found}, found


def test_report_and_the_denial_that_answers_it_are_one(reader: Reader) -> None:
    text = (
        "Reports say Norway has moved soldiers to the border with Finland. "
        '"We have not moved any soldiers," Norway\'s foreign minister Kari Lund said.'
    )
    assert [s for t, s, _, _ in told(reader, text) if t == "MOBILIZE"] == ["denied"]


def test_move_that_is_pointed_at_was_made_by_who_acted_before(reader: Reader) -> None:
    found = told(reader, "Peru closed its border with Chile on Monday. Norway condemned the move.")
    assert ("ACCUSE", "happened", frozenset({"NOR"}), frozenset({"PER"})) in found, found


def test_whose_doing_is_condemned(reader: Reader) -> None:
    found = told(reader, "Norway condemned the shelling of a Chilean village by Peruvian troops.")
    assert ("ACCUSE", "happened", frozenset({"NOR"}), frozenset({"PER"})) in found, found


def test_hostile_act_told_by_a_third_side_leaves_its_victim_open(reader: Reader) -> None:
    text = "\n\n".join(
        [
            "Norway's minister met Chile's minister in Oslo. Norway and Chile signed a pact.",
            "Peru's president said that Norway had seized a ship.",
        ]
    )
    assert {r for t, _, _, r in told(reader, text) if t == "COERCE"} <= {frozenset(), frozenset({""})}
