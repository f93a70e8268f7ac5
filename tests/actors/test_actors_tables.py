"""The tables: what a name stands for, who held an office when, and a user's own rows laid over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.actors import load_tables
from onrecord.actors.tables import DATA, read_rows
from onrecord.errors import GazetteerError

OWN = ("states.tsv", "places.tsv", "organisations.tsv", "outlets.tsv", "metonyms.tsv", "offices.tsv")


@pytest.mark.parametrize(
    ("text", "found", "country"),
    [
        ("in Bogotá and", "Bogotá", "COL"),
        ("in Bogota and", "Bogota", "COL"),
        ("the U.S. and", "U.S.", "USA"),
        ("in Côte d’Ivoire and", "Côte d’Ivoire", "CIV"),
        ("South Korean troops", "South Korean", "KOR"),
        ("FROM ANKARA, March", "ANKARA", "TUR"),
        ("the Republic of Moldova and", "Republic of Moldova", "MDA"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, found: str, country: str) -> None:
    (hit,) = load_tables().match(text)
    assert (text[hit.start : hit.end], hit.entries[0].country) == (found, country)


@pytest.mark.parametrize("text", ["give us time", "who came", "a turkey", "the china cups", "polish the table"])
def test_a_name_without_its_capitals_is_not_found(text: str) -> None:
    assert list(load_tables().match(text)) == []


def test_the_longest_name_is_found() -> None:
    text = "Papua New Guinea"
    (hit,) = load_tables().match(text)
    assert (hit.start, hit.end) == (0, len(text))


def test_an_ambiguous_name_keeps_its_readings() -> None:
    (hit,) = load_tables().match("Congo")
    assert {e.country for e in hit.entries} == {"COD", "COG"}


@pytest.mark.parametrize(
    ("of", "office", "day", "name"),
    [
        ("USA", "head of state", "2010-06-01", "Barack Obama"),
        ("USA", "head of state", "2026-09-01", "Donald Trump"),
        ("GBR", "head of government", "2022-09-10", "Liz Truss"),
    ],
)
def test_an_office_has_its_holder_of_the_day(of: str, office: str, day: str, name: str) -> None:
    tenure = load_tables().holder(of, office, day)
    assert tenure is not None
    assert tenure.name == name


def test_a_day_before_the_tables_begin_has_no_holder() -> None:
    assert load_tables().holder("USA", "head of state", "1890-01-01") is None


@pytest.mark.parametrize(("day", "known"), [("2023-06-01", True), ("2027-03-11", False)])
def test_a_holder_is_not_assumed_to_stay_long_after_the_source_was_made(day: str, known: bool) -> None:
    assert (load_tables().holder("PRT", "foreign minister", day) is not None) is known


def test_a_users_row_replaces_the_projects(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "name\taliases\tcountry\tsector\nReuters\t\tNZL\tBUS\nTernwatch\tTW Group\tISL\tNGO\n", encoding="utf-8"
    )
    tables = load_tables(table)
    (reuters,) = tables.lookup("Reuters")
    assert (reuters.country, reuters.sector) == ("NZL", "BUS")
    assert tables.lookup("TW Group")[0].name == "Ternwatch"
    assert load_tables().lookup("Reuters")[0].country == "GBR"


def test_a_users_office_goes_before_the_projects(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    rows = ("name\tcountry\tsector\toffice\tfrom\tto", "Ada Quill\tUSA\tGOV\thead of state\t2010-01-01\t")
    table.write_text("\n".join(rows), encoding="utf-8")
    tenure = load_tables(table).holder("USA", "head of state", "2010-06-01")
    assert tenure is not None
    assert tenure.name == "Ada Quill"


@pytest.mark.parametrize("content", [None, "title\tcountry\nX\tUSA\n"])
def test_a_users_table_that_cannot_be_used_is_refused(tmp_path: Path, content: str | None) -> None:
    table = tmp_path / "own.tsv"
    if content is not None:
        table.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"own\.tsv"):
        load_tables(table)


@pytest.mark.parametrize("name", OWN)
def test_every_row_says_its_source_and_none_is_share_alike(name: str) -> None:
    for row in read_rows(name):
        assert row["provenance"], row
        assert "BY-SA" not in row["provenance"], row


@pytest.mark.parametrize("name", ["share_alike/leaders.tsv", "share_alike/cow_codes.tsv"])
def test_share_alike_tables_stand_apart_with_a_notice(name: str) -> None:
    assert any("BY-SA" in row["provenance"] for row in read_rows(name))
    assert Path(name).name in (DATA / "share_alike" / "NOTICE.md").read_text(encoding="utf-8")
