"""Positions: stance, issue, and toward whom."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Record

HEAD = """Prime Minister of Norway meets President of Ghana

Oslo, 4 March 2025

Norway's Prime Minister, Kari Moe, met the President of Ghana, Kofi Osei, in Oslo on Tuesday.

"""


def _told(record: Record) -> set[tuple[str | None, str, str]]:
    countries = {a.id: a.country for a in record.actors}
    return {(countries[p.actor], p.stance, p.issue) for p in record.positions}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana supports the cable treaty.", {("GHA", "supports", "cable treaty")}),
        ("Ghana does not support the cable treaty.", {("GHA", "opposes", "cable treaty")}),
        ("Norway condemned the raid on Tema.", {("NOR", "opposes", "raid on Tema")}),
        ("Ms Moe expressed concern at the dumping of oil.", {("NOR", "concerned", "dumping of oil")}),
        ("Mr Osei raised the delay in the visa talks.", {("GHA", "opposes", "delay in the visa talks")}),
        ("Norway took note of Ghana's bid.", {("NOR", "neutral", "Ghana's bid")}),
        ("Ghana reiterated its support for the reef fund.", {("GHA", "supports", "reef fund")}),
        ("Ms Moe stressed the importance of free passage.", {("NOR", "supports", "free passage")}),
        ("Ms Moe urged Ghana to stop the whale hunt.", {("NOR", "opposes", "whale hunt")}),
        ('Norway called the closure "piracy".', {("NOR", "opposes", "the closure")}),
        ("Ms Moe said that the export of raw cod would remain prohibited.", {("NOR", "opposes", "export of raw cod")}),
        (
            "Both sides reaffirmed their commitment to the reef charter and to the cable treaty.",
            {
                (country, "supports", issue)
                for country in ("NOR", "GHA")
                for issue in ("reef charter", "cable treaty")
            },
        ),
    ],
)  # fmt: skip
def test_stances(reader: Reader, text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert _told(reader.read_bytes((HEAD + text).encode(), published="2025-03-04")) == wanted


def test_toward_whom(reader: Reader) -> None:
    record = reader.read_bytes((HEAD + "Ms Moe urged Ghana to stop the whale hunt.").encode(), published="2025-03-04")
    countries = {a.id: a.country for a in record.actors}
    assert [countries[p.toward or ""] for p in record.positions] == ["GHA"]


def test_an_opposition_party_speaks_to_its_own_government(reader: Reader) -> None:
    text = "Norwegian opposition leader Per Lund criticised the cable treaty."
    record = reader.read_bytes((HEAD + text).encode(), published="2025-03-04")
    countries = {a.id: a.country for a in record.actors}
    assert [(p.stance, countries[p.toward or ""]) for p in record.positions] == [("opposes", "NOR")]
