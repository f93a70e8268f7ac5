"""A record made of the gold scores full marks; each kind of fault costs points in its own layer and no other."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.evaluate.gold import Gold, GoldPair
from onrecord.evaluate.layers import SCORERS
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book, Tally
from onrecord.record import Record

TEXT = """Oslo and Accra fall out

Norway's minister Kari Moe said on Monday that herring is dear. She met Kofi Osei of Ghana. "No," Osei said.

Norway may ban cocoa worth $5 million. It will pay by June. Ghana opposes "fish tax" plans."""


def span(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def said(id: str, words: str, speaker: str, **more: Any) -> dict[str, Any]:
    extent = {key: span(words)[key] for key in ("start", "end")}
    return {"id": id, "kind": "indirect", "spans": [extent], "text": words, "speaker": speaker, "confidence": 1, **more}


def event(id: str, type: str, words: str, status: str, **more: Any) -> dict[str, Any]:
    told = {
        "id": id,
        "type": type,
        "trigger": span(words),
        "status": status,
        "quad": 1,
        "goldstein": 0,
        "confidence": 1,
    }
    return told | more


def record() -> dict[str, Any]:
    """The record as a careful reader would make it, as a mapping that a test may spoil."""
    return {
        "article": {
            "text": TEXT,
            "title": "Oslo and Accra fall out",
            "published": "2025-03-04",
            "sha256": "0" * 64,
        },
        "actors": [
            {
                "id": "a1",
                "name": "Kari Moe",
                "kind": "person",
                "country": "NOR",
                "sector": "GOV",
                "office": "minister",
                "mentions": [span("Kari Moe", form="name"), span("She", form="pronoun")],
            },
            {
                "id": "a2",
                "name": "Kofi Osei",
                "kind": "person",
                "country": "GHA",
                "mentions": [span("Kofi Osei", form="name")],
            },
            {"id": "a3", "name": "Norway", "kind": "state", "country": "NOR"},
            {"id": "a4", "name": "Ghana", "kind": "state", "country": "GHA"},
        ],
        "times": [span("Monday", type="DATE", value="2025-03-03"), span("June", type="DATE", value="2025-06")],
        "statements": [said("s1", "herring is dear", "a1", said=0), said("s2", "No", "a2", kind="direct")],
        "events": [
            event("e1", "CONSULT", "met", "happened", actors=["a1", "a2"]),
            event("e2", "SANCTION", "ban cocoa", "hypothetical", actors=["a3"], recipients=["a4"]),
        ],
        "meetings": [{"id": "m1", "channel": "in-person", "participants": ["a1", "a2"], "length": "PT1H"}],
        "commitments": [{"id": "c1", "what": "pay by June", "who": ["a3"], "due": 1}],
        "positions": [{"id": "p1", "actor": "a4", "issue": "fish tax plans", "stance": "opposes"}],
        "figures": [span("$5 million", value=5e6, unit="USD")],
        "terms": [span("fish tax", term="fish tax", used_by="a4")],
    }


GOLD = Gold.model_validate(
    {
        "page": "x.txt",
        "article": {"title": "Oslo and Accra fall out", "published": "2025-03-04"},
        "statements": [
            {
                "content": "herring is dear",
                "speaker": "Moe",
                "country": "NOR",
                "kind": "indirect",
                "said": "2025-03-03",
            },
            {"content": "No", "speaker": "Kofi Osei", "kind": "direct"},
            {"content": "cocoa", "speaker": "Ghana", "kind": "indirect", "optional": True},
        ],
        "times": [{"text": "Monday", "value": "2025-03-03"}, {"text": "June", "value": "2025-06"}],
        "actors": [
            {"name": "Kari Moe", "country": "NOR", "sector": "GOV", "office": "minister"},
            {"name": "Kofi Osei", "country": "GHA"},
        ],
        "same_entity": [["She", "Kari Moe"]],
        "events": [
            {"type": "CONSULT", "trigger": "met Kofi Osei", "actors": ["NOR", "GHA"], "status": "happened"},
            {
                "type": "COERCE",
                "alt_types": ["SANCTION"],
                "trigger": "ban cocoa",
                "actors": ["NOR"],
                "recipients": ["GHA"],
                "status": "hypothetical",
            },
        ],
        "not_events": [{"trigger": "ban cocoa", "wrong_status": "happened", "why": "may"}],
        "figures": [{"text": "cocoa worth $5 million", "value": 5000000, "unit": "USD"}],
        "commitments": [{"what": "pay by June", "who": "NOR", "due": "2025-06", "state": "open"}],
        "positions": [{"actor": "GHA", "issue": "plans", "stance": "opposes"}],
        "terms": [{"term": "fish tax", "used_by": "GHA"}],
        "meeting": {"channel": "in person", "length": "PT1H", "participants": ["Kari Moe", "Kofi Osei"]},
    }
)


def scores(made: dict[str, Any]) -> dict[str, Tally]:
    sheet, book = Sheet(Record.model_validate(made)), Book()
    for score in SCORERS.values():
        score(GOLD, sheet, book)
    return book.by_layer()


def full(tally: Tally) -> bool:
    return tally.recall in (1, None) and tally.precision in (1, None)


def test_a_right_record_scores_full_marks_in_every_layer() -> None:
    made = scores(record())
    assert {name for name, tally in made.items() if not full(tally)} == set()
    assert {"statements", "statements: said", "events: who", "meeting", "commitments: due", "terms: used by"} <= set(
        made
    )


def change(key: str, at: int, **fields: Any) -> Any:
    def spoil(made: dict[str, Any]) -> None:
        made[key][at].update(fields)

    return spoil


def again(key: str, at: int, **fields: Any) -> Any:
    def spoil(made: dict[str, Any]) -> None:
        made[key].append({**made[key][at], **fields})

    return spoil


@pytest.mark.parametrize(
    ("spoil", "hurt"),
    [
        (change("times", 1, value="2025-07"), {"times", "commitments: due"}),
        (change("times", 0, value=None), {"times", "statements: said"}),
        (change("actors", 0, office=None), {"actors: office"}),
        (change("actors", 0, sector="OPP"), {"actors"}),
        (
            change("statements", 0, speaker="a2"),
            {"statements: speaker", "statements: country", "statements: with speaker"},
        ),
        (change("statements", 1, chain=["a1", "a2"]), {"statements: no false chain"}),
        (change("statements", 1, kind="mixed"), {"statements: kind"}),
        (again("statements", 0, id="s9"), {"statements", "statements: exact", "statements: with speaker"}),
        (change("events", 1, status="happened"), {"events: status", "events: traps avoided"}),
        (change("events", 1, actors=["a4"], recipients=["a3"]), {"events: who"}),
        (change("events", 1, recipients=["a4", "a3"]), {"events: who"}),
        (change("events", 0, type="AGREE"), {"events"}),
        (again("events", 0, id="e9"), {"events: told once"}),
        (change("figures", 0, value=6e6), {"figures"}),
        (change("commitments", 0, state="done"), {"commitments: state"}),
        (change("positions", 0, stance="supports"), {"positions"}),
        (again("positions", 0, id="p9", stance="neutral"), {"positions"}),
        (change("terms", 0, used_by="a3"), {"terms: used by"}),
        (change("meetings", 0, participants=["a1", "a3"]), {"meeting"}),
        (change("meetings", 0, length=None), {"meeting: length"}),
    ],
)
def test_a_fault_costs_points_where_it_is(spoil: Any, hurt: set[str]) -> None:
    made = record()
    spoil(made)
    assert {name for name, tally in scores(made).items() if not full(tally)} == hurt


def test_one_actor_for_two_is_not_kept_apart() -> None:
    made = record()
    made["actors"][0]["mentions"].append(span("Kofi Osei", form="name"))
    assert not full(scores(made)["actors: kept apart"])


def test_thoughts_that_nobody_listed_cost_nothing() -> None:
    made = record()
    made["statements"].append(said("s9", "ban cocoa worth", "a3", act="thought"))
    assert full(scores(made)["statements"])


def test_an_optional_answer_costs_nothing_found_or_not() -> None:
    made = record()
    made["statements"].append(said("s9", "cocoa", "a4"))
    assert scores(made)["statements"] == scores(record())["statements"]


def test_a_gold_page_without_date_refuses_a_made_up_one() -> None:
    gold = Gold.model_validate({"page": "x.txt", "article": {"published": None}})
    book = Book()
    SCORERS["article"](gold, Sheet(Record.model_validate(record())), book)
    assert [miss.what for miss in book.misses] == ["no date on the page"]


def test_gold_of_a_pair_wants_its_pages() -> None:
    assert {"first", "second"} <= set(GoldPair.model_json_schema()["required"])


def test_a_miss_is_told_in_names_and_values() -> None:
    made = record()
    again("commitments", 0, id="c9", what="sing", who=["a4"])(made)
    book = Book()
    for score in SCORERS.values():
        score(GOLD, Sheet(Record.model_validate(made)), book)
    assert [(m.layer, m.wanted, m.got) for m in book.misses] == [
        ("commitments", None, "what sing; who Ghana; due June = 2025-06"),
    ]
