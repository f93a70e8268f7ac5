"""One side's words over time, through the public door."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.comparing import Course, course_csv, course_html, course_json, course_text, follow
from onrecord.errors import NothingToCompareError
from onrecord.reader import Reader
from onrecord.record import Record

MARCH = """Statement on the steel levy

Helsinki, 3 March 2025

Foreign Minister Aino Rauta of Finland said that she was concerned about the levy on steel that Canada
announced last week.

She said that Finland hoped to discuss the quota of 40,000 tonnes with Ottawa before the summer.

Finland will send two icebreakers to the Gulf in January, the minister said.
"""
APRIL = """Finland and Canada: minister's remarks

Helsinki, 2 April 2025

Foreign Minister Aino Rauta of Finland condemned the Canadian levy on steel and called on Ottawa to lift it at once.

Finland demands a quota of 55,000 tonnes, she said.

Canada's trade minister, Paul Orr, called the quota absurd. She welcomed the opening of a Canadian consulate in Turku.
"""
JUNE = """Minister Rauta in Ottawa

Helsinki, 9 June 2025

Finland's Foreign Minister, Aino Rauta, told reporters in Ottawa that Finland regretted the levy on steel.

Finland will send two icebreakers to the Gulf in February, Ms Rauta said.

Finland rejects "economic coercion" in any form, she added.
"""
PAGES = (MARCH, APRIL, JUNE)


@pytest.fixture(scope="module")
def records(reader: Reader) -> list[Record]:
    return [reader.read_bytes(page.encode()) for page in PAGES]


@pytest.fixture(scope="module")
def course(records: list[Record]) -> Course:
    return follow(records, by="Finland")


def _changes(course: Course, word: str) -> list[tuple[str, str]]:
    """The dates and changes of the one thread in whose every telling a word stands."""
    (thread,) = [t for t in course.threads if all(word in x.span.text for x in t.told)]
    return [(course.dates[t.account], t.change) for t in thread.told]


def test_words_harden_and_soften(course: Course) -> None:
    assert _changes(course, "levy on steel") == [
        ("2025-03-03", "new"), ("2025-04-02", "hardened"), ("2025-06-09", "softened"),
    ]  # fmt: skip


def test_what_made_them_harder_is_said(course: Course) -> None:
    (thread,) = [t for t in course.threads if "levy on steel" in t.told[0].span.text]
    assert [t.because for t in thread.told] == [None, "“concerned” → “condemned”", "“condemned” → “regretted”"]


def test_another_date_and_another_number_are_changes(course: Course) -> None:
    assert _changes(course, "icebreakers") == [("2025-03-03", "new"), ("2025-06-09", "changed")]
    assert _changes(course, "quota of")[1] == ("2025-04-02", "changed")


def test_what_the_last_page_does_not_take_up_is_told(course: Course) -> None:
    left = [t.told[-1].span.text for t in course.not_again()]
    assert any("quota of 55,000 tonnes" in text for text in left)
    assert not any("icebreakers" in text for text in left)


def test_pages_come_in_order_of_date_whatever_order_they_are_given_in(records: list[Record], course: Course) -> None:
    assert course_json(follow([*reversed(records)], by="Finland")) == course_json(course)


def test_the_other_sides_words_are_left_out(course: Course) -> None:
    assert not any("absurd" in x.span.text for t in course.threads for x in t.told)


@pytest.mark.parametrize("by", ["Finland", "FIN", "fin", "Rauta", None])
def test_a_voice_is_named_by_country_code_or_person(records: list[Record], by: str | None) -> None:
    threads = follow(records, by=by).threads
    assert any(len(t.told) == 3 and "levy" in t.told[0].span.text for t in threads)


def test_threads_may_be_kept_by_topic(records: list[Record]) -> None:
    assert {"quota" in t.told[0].span.text for t in follow(records, by="FIN", topic="quota").threads} == {True}


def test_a_page_beside_itself_says_all_again_and_moves_nothing(reader: Reader) -> None:
    again = [reader.read_bytes(MARCH.replace("3 March", day).encode()) for day in ("3 March", "4 March")]
    course = follow(again, by="FIN")
    assert [[x.change for x in t.told] for t in course.threads] == [["new", "repeated"]] * len(course.threads)
    assert course.moved() == []
    assert course.not_again() == []


def test_a_page_without_a_date_is_left_out_and_named(reader: Reader, records: list[Record]) -> None:
    undated = reader.read_bytes(b"Remarks on steel\n\nFinland rejects the levy on steel, its minister said.\n")
    assert follow([*records, undated], by="FIN").undated == ("Remarks on steel",)


@pytest.mark.parametrize("by", ["Ruritania", "XYZ"])
def test_nobody_of_that_name_is_an_error(records: list[Record], by: str) -> None:
    with pytest.raises(NothingToCompareError, match="nobody by the name"):
        follow(records, by=by)


def test_one_page_is_too_few(records: list[Record]) -> None:
    with pytest.raises(NothingToCompareError, match="got 1"):
        follow(records[:1])


def test_the_note_for_the_terminal_never_says_denied_or_withdrawn(course: Course) -> None:
    text = course_text(course)
    assert "Not said again on the last page" in text
    assert "withdrawn" not in text
    assert "denied" not in text
    assert max(map(len, text.splitlines())) <= 88


def test_html_has_a_column_for_each_page_and_runs_nothing(course: Course) -> None:
    html = course_html(course)
    assert html.count("Minister Rauta in Ottawa") == 2  # once over each of the two tables
    assert "not mentioned" in html
    assert "<script" not in html
    assert "http" not in html


def test_csv_has_a_row_for_each_telling(course: Course) -> None:
    rows = list(csv.DictReader(io.StringIO(course_csv(course))))
    assert len(rows) == sum(len(t.told) for t in course.threads)
    assert {r["change"] for r in rows} >= {"new", "hardened", "softened", "changed"}


def test_every_telling_quotes_its_page(records: list[Record], course: Course) -> None:
    for thread in course.threads:
        for told in thread.told:
            assert records[told.account].article.text[told.span.start : told.span.end] == told.span.text


def test_on_the_command_line_from_files_and_from_a_store(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(3)]
    for path, text in zip(paths, PAGES, strict=True):
        path.write_text(text, encoding="utf-8")
    files, store = [str(p) for p in paths], str(tmp_path / "s.db")
    assert CliRunner().invoke(app, ["add", *files, "--store", store, "--workers", "1"]).exit_code == 0
    over = ["compare", "--over-time", "--by", "Finland", "--format", "json"]
    told = [json.loads(CliRunner().invoke(app, [*over, *more]).stdout) for more in (files, ["--store", store])]
    assert told[0]["threads"] == told[1]["threads"] != []


@pytest.mark.parametrize("options", [["--by", "FIN"], ["--over-time", "--store", "s.db"]])
def test_options_that_do_not_go_together_are_refused(options: list[str]) -> None:
    assert CliRunner().invoke(app, ["compare", *options, "a.txt", "b.txt"]).exit_code == 2
