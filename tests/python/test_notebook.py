"""What a notebook shows."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from onrecord.comparing import compare
from onrecord.notebook import record_html
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.store import open_store

PAGE = """Kenya and Uganda argue over a weir

Published: 3 March 2025

Kenyan envoy Amani Otieno said on Monday that <img src=x onerror=alert(1)> the weir would be opened in April.

"We will open <b>it</b>," Otieno told Ugandan envoy Ruth Achieng in Nairobi. Achieng denied that a date had been set.
"""


@pytest.fixture(scope="module")
def record(reader: Reader) -> Record:
    return reader.read_bytes(PAGE.encode())


def text_of(html: str) -> str:
    return re.sub(r"<(style)>.*?</\1>|<sup.*?</sup>|<[^>]+>", "", html, flags=re.S)


def test_a_record_shows_its_text_whole_and_its_facts(record: Record) -> None:
    shown = record._repr_html_()
    words = " ".join(unescape(text_of(shown)).split())
    for paragraph in record.article.paragraphs:
        assert " ".join(record.article.text[paragraph.start : paragraph.end].split()) in words
    assert shown.count('<sup class="statement">Amani Otieno [KEN]</sup>') >= 2
    assert "<sup" in shown
    assert "Who said what" in shown


def test_nothing_of_a_page_runs_and_no_style_reaches_out(record: Record) -> None:
    shown = record._repr_html_()
    assert not re.search(r"<(script|img|b|iframe|link)\b", shown)
    rules = re.findall(r"^(.*?) {", re.findall(r"<style>(.*?)</style>", shown, flags=re.S)[0], flags=re.M)
    assert rules
    assert all(part.strip().startswith(".onrecord-view") for rule in rules for part in rule.split(","))


def test_only_the_layers_asked_for_are_marked(record: Record) -> None:
    shown = record_html(record, layers=("actor",))
    assert 'class="actor"' in shown
    assert 'class="statement"' not in shown
    assert text_of(shown) == text_of(record._repr_html_())


def test_a_comparison_shows_its_tables(reader: Reader, record: Record) -> None:
    other = reader.read_bytes(PAGE.replace("April", "June").encode())
    shown = compare([record, other])._repr_html_()
    assert shown.count("<table>") >= 1
    assert "<html" not in shown
    assert not re.search(r"<(img|b onerror|script)\b", shown)


def test_results_of_a_search_show_as_a_table(tmp_path: Path, record: Record) -> None:
    with open_store(tmp_path / "desk.db", write=True) as store:
        store.add(record)
        shown = store.search("open")._repr_html_()
    assert shown.count("<tr>") == 1 + store.search("open").total
    assert "Amani Otieno" in shown
