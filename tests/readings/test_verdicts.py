"""Stances that no verb of stance names: what is ruled out, refused, welcomed, judged, or laid at another's door."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader

HEAD = """Prime Minister of Norway meets President of Ghana

Oslo, 4 March 2025

Norway's Prime Minister, Kari Moe, met the President of Ghana, Kofi Osei, in Oslo on Tuesday.

"""


def _told(reader: Reader, text: str) -> list[tuple[str | None, str, str, str | None]]:
    record = reader.read_bytes((HEAD + text).encode(), published="2025-03-04")
    countries = {a.id: a.country for a in record.actors}
    return [(countries[p.actor], p.stance, p.issue, countries.get(p.toward or "")) for p in record.positions]


@pytest.mark.parametrize(
    ("text", "actor", "stance", "issue"),
    [
        ("Ms Moe ruled out closing the Tema canal.", "NOR", "opposes", "closing the Tema canal"),
        ("Mr Osei welcomed Norway's decision to dredge the canal.", "GHA", "supports", "decision to dredge the canal"),
        ("Mr Osei requested the return of two trawlers.", "GHA", "supports", "return of two trawlers"),
        ("Ms Moe said that the ruling was 'a farce'.", "NOR", "opposes", "ruling"),
        ("Ms Moe said that the raid was an act of piracy.", "NOR", "opposes", "raid"),
        ("Mr Osei said that there could be no military answer.", "GHA", "opposes", "military answer"),
        ("Mr Osei stressed that Ghana would not sell cobalt mines.", "GHA", "opposes", "cobalt mines"),
        ("Mr Osei said that Ghana was ready for a ceasefire.", "GHA", "supports", "ceasefire"),
    ],
)
def test_stance_and_issue(reader: Reader, text: str, actor: str, stance: str, issue: str) -> None:
    told = _told(reader, text)
    assert [(t[0], t[1]) for t in told] == [(actor, stance)]
    assert told[0][2].endswith(issue)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Moe refused to rule out a second closure.",
        "Ms Moe did not rule out a second closure.",
        "Mr Osei requested the call.",
        "Ms Moe said that the weather was fine.",
        "Ms Moe opposes this.",
    ],
)
def test_what_takes_no_stance_or_leaves_the_issue_open(reader: Reader, text: str) -> None:
    assert _told(reader, text) == []


def test_who_accuses_opposes_the_deed_toward_the_accused(reader: Reader) -> None:
    assert _told(reader, "Ghana accused Norway of dumping oil.") == [("GHA", "opposes", "dumping oil", "NOR")]


def test_the_doer_behind_by_is_whom_a_stance_is_toward(reader: Reader) -> None:
    told = _told(reader, "The two sides condemned the missile tests of 2 March by Sudan.")
    assert {(t[0], t[3]) for t in told} == {("NOR", "SDN"), ("GHA", "SDN")}


def test_this_takes_up_what_was_told_before(reader: Reader) -> None:
    text = "The ministry announced that it would impose heavy tolls. Ghana firmly opposes this."
    assert ("GHA", "opposes", "heavy tolls") in [t[:3] for t in _told(reader, text)]
