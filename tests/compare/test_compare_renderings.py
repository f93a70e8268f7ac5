"""The four forms of a comparison."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import html as lxml_html

from onrecord.comparing import Comparison, as_json, compare, render_csv, render_html, render_json, render_text
from onrecord.reader import Reader

FIRST = """Minister Osei speaks with Minister Laval

Accra, 7 May 2025

Foreign Minister Kofi Osei of Ghana spoke by phone with the French foreign minister, Anne Laval.

The call took place at France's request.

The ministers agreed to fund a hospital in Tamale. Mr Osei raised <b>cocoa</b> & duty."""
SECOND = """Minister Laval speaks with Minister Osei

Paris, 7 May 2025

The French foreign minister, Anne Laval, spoke by phone with Ghana's foreign minister, Kofi Osei.

The call took place at Ghana's request.

France said it would study a hospital in Tamale. The ministers discussed a museum in Kumasi."""


@pytest.fixture(scope="module")
def comparison(reader: Reader) -> Comparison:
    return compare([reader.read_bytes(t.encode()) for t in (FIRST, SECOND)])


def test_json_has_the_promised_fields(comparison: Comparison) -> None:
    made = json.loads(render_json(comparison))
    assert {"meeting", "both", "only_first", "only_second", "conflicts", "terms"} <= set(made)
    assert {c["kind"] for c in made["conflicts"]} == {"initiative", "agreed"}
    assert all({"start", "end", "text"} <= set(c["first"]) for c in made["conflicts"] + made["both"])
    assert all({"text", "topic", "start", "end"} <= set(s) for s in made["only_first"] + made["only_second"])
    assert all(len(s["strength"]) == 2 for s in made["both"])


def test_json_of_three_accounts_lists_pairs(comparison: Comparison, reader: Reader) -> None:
    records = [reader.read_bytes(t.encode()) for t in (FIRST, SECOND, FIRST)]
    made = as_json(compare(records))
    assert [(p["first_account"], p["second_account"]) for p in made["pairs"]] == [(0, 1), (0, 2), (1, 2)]


def test_text_reads_as_a_note_and_never_says_denied(comparison: Comparison) -> None:
    text = render_text(comparison)
    assert "not mentioned in A's text" in text
    assert "who asked for the meeting" in text
    assert "denied" not in text.lower()
    assert max(map(len, text.splitlines())) <= 88


def test_html_is_one_file_and_shows_markup_of_the_page_as_text(comparison: Comparison) -> None:
    page = render_html(comparison)
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//script | //link | //img | //td//b")
    assert "<b>cocoa</b>" in tree.text_content()
    assert "They disagree" in tree.text_content()


def test_csv_has_one_row_for_each_point(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(comparison))))
    (pair,) = comparison.pairs
    points = [*pair.both, *pair.only_first, *pair.only_second, *pair.conflicts, *pair.terms]
    assert len(rows) == len(points)
    assert {r["found"] for r in rows} >= {"conflict", "only_first", "only_second"}


def test_csv_gives_no_cell_that_a_spreadsheet_would_run(reader: Reader) -> None:
    text = FIRST + '\n\n"=SUM(A1) is what the sheet said about the harbour," Mr Osei added.'
    made = render_csv(compare([reader.read_bytes(t.encode()) for t in (text, SECOND)]))
    assert all(not cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(made)) for cell in row)


def test_two_versions_of_one_page_tell_what_was_cut_and_added(reader: Reader) -> None:
    earlier = reader.read_bytes(FIRST.encode())
    later = reader.read_bytes(
        (FIRST.replace("agreed to fund", "discussed") + "\n\nMr Osei invited her to Tema.").encode()
    )
    comparison = compare([earlier, later])
    (pair,) = comparison.pairs
    assert pair.kind == "versions"
    assert [s.span.text for s in pair.only_second] == ["Mr Osei invited her to Tema"]
    assert ("agreed", "discussed") in {s.strength for s in pair.both}
    assert "Added in B" in render_text(comparison)


def test_two_accounts_are_no_versions(comparison: Comparison) -> None:
    assert comparison.pairs[0].kind == "accounts"
