"""What a person says is wrong is checked against the record, and found again when the page is read anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.corrections import FIELDS, checked, facts_of, field, fields_of, missing, standing, tell, wrong
from onrecord.corrections.reference import fields_section
from onrecord.errors import CorrectionError
from onrecord.reader import Reader
from onrecord.record import Record
from onrecord.store import Correction, Draft

PAGE = """Kenya and Uganda argue over a weir

Published: 3 March 2025

Kenyan envoy Amani Otieno said on Monday that the weir would be opened in April. It would be opened, Otieno said.

"We will open it," Otieno told Ugandan envoy Ruth Achieng in Nairobi. Achieng accused Kenya of closing the river.
"""
DOCS = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def record(reader: Reader) -> Record:
    return reader.read_bytes(PAGE.encode())


def statement(record: Record, words: str) -> str:
    return next(s.id for s in record.statements if words in s.text)


def kept(draft: Draft) -> Correction:
    return Correction(1, 1, 1, draft, "Nora", "seen", "2025-03-04T10:00:00Z")


def state(draft: Draft, record: Record) -> tuple[str | None, str]:
    (one,) = standing([kept(draft)], record)
    return one.local, one.state


def test_a_field_is_kept_with_what_it_was_and_the_words_it_stands_on(record: Record) -> None:
    local = statement(record, "We will open it")
    made = field(record, local, "speaker", "Ruth Achieng")
    assert (made.was, made.value) == ("Amani Otieno", "Ruth Achieng")
    assert record.article.text[made.start : made.end] == made.words
    assert "We will open it" in made.words
    assert tell(kept(made)).startswith("speaker is Ruth Achieng, not Amani Otieno")


@pytest.mark.parametrize(
    ("layer", "name", "typed", "value"),
    [
        ("statement", "speaker", "?", None),
        ("statement", "speaker", "", ""),
        ("statement", "addressees", "Ruth Achieng; the  press", ["Ruth Achieng", "the press"]),
        ("statement", "polarity", "denied", "denied"),
        ("statement", "said", "2025-03-02/2025-03-03", "2025-03-02/2025-03-03"),
        ("event", "status", "denied", "denied"),
        ("event", "date", "2025-W10", "2025-W10"),
        ("time", "value", "2025-04-01T08:00", "2025-04-01T08:00"),
        ("actor", "country", "TZA", "TZA"),
    ],
)
def test_a_value_is_taken_as_it_is_typed(record: Record, layer: Any, name: str, typed: str, value: Any) -> None:
    assert field(record, next(iter(facts_of(record, layer))), name, typed).value == value


@pytest.mark.parametrize(
    ("layer", "name", "typed"),
    [
        ("statement", "polarity", "perhaps"), ("event", "status", "maybe"), ("event", "date", "2025-02-30"),
        ("event", "date", "next week"), ("time", "value", "2025-13"), ("actor", "country", "Kenya"),
        ("statement", "colour", "red"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_have_is_refused(record: Record, layer: Any, name: str, typed: str) -> None:
    with pytest.raises(CorrectionError):
        field(record, next(iter(facts_of(record, layer))), name, typed)


def test_an_actors_id_stands_for_its_name(record: Record) -> None:
    achieng = next(a for a in record.actors if a.name == "Ruth Achieng")
    assert field(record, statement(record, "We will open it"), "speaker", achieng.id).value == "Ruth Achieng"


def test_what_is_so_already_and_what_is_not_there_are_refused(record: Record) -> None:
    with pytest.raises(CorrectionError, match="already"):
        field(record, statement(record, "We will open it"), "speaker", "Amani Otieno")
    with pytest.raises(CorrectionError, match="no 's99'"):
        wrong(record, "s99")


def test_a_missing_fact_stands_on_words_of_the_page(record: Record) -> None:
    made = missing(record, "event", "closing the river", {"type": "COERCE", "status": "unconfirmed"})
    assert record.article.text[made.start : made.end] == "closing the river"
    assert made.value == {"type": "COERCE", "status": "unconfirmed"}


@pytest.mark.parametrize(
    ("layer", "words", "why"),
    [("event", "a bridge", "do not stand"), ("statement", "would be opened", "more than once"), ("event", "", "do not"),
     ("event", "closing", "type and its status"), ("verdict", "closing", "none of")],
)  # fmt: skip
def test_a_missing_fact_without_a_place_is_refused(record: Record, layer: str, words: str, why: str) -> None:
    with pytest.raises(CorrectionError, match=why):
        missing(record, layer, words, {})


def test_every_field_can_be_told_of_every_fact(record: Record) -> None:
    for layer in FIELDS:
        for local in facts_of(record, layer):
            assert [f.name for f, _ in fields_of(record, local)] == [f.name for f in FIELDS[layer]]


def test_the_page_tells_every_field() -> None:
    assert fields_section() in DOCS


class TestStanding:
    def test_a_correction_stands_while_the_reader_says_otherwise(self, record: Record) -> None:
        local = statement(record, "We will open it")
        assert state(field(record, local, "speaker", "Ruth Achieng"), record) == (local, "stands")
        assert state(wrong(record, local), record) == (local, "stands")
        assert state(checked(), record) == (None, "stands")

    def test_it_is_found_again_where_a_page_grew_and_ids_moved(self, reader: Reader, record: Record) -> None:
        grown = PAGE.replace(
            "Kenyan envoy", 'Rain fell. "We wait," Ugandan envoy Ruth Achieng said.\n\nKenyan envoy', 1
        )
        later = reader.read_bytes(grown.encode())
        local = statement(later, "We will open it")
        assert local != statement(record, "We will open it")
        draft = field(record, statement(record, "We will open it"), "speaker", "Ruth Achieng")
        assert state(draft, later) == (local, "stands")

    def test_of_the_same_words_twice_those_in_the_same_place_are_meant(self, record: Record, reader: Reader) -> None:
        second = PAGE.rindex("would be opened")
        draft = next(
            field(record, s.id, "speaker", "Ruth Achieng")
            for s in record.statements
            if s.spans[0].start <= record.article.text.rindex("would be opened") < s.spans[0].end
        )
        longer = reader.read_bytes(PAGE.replace("on Monday that", "on Monday, at length, that").encode())
        local, _ = state(draft, longer)
        found = next(s for s in longer.statements if s.id == local)
        assert found.spans[0].start <= longer.article.text.rindex("would be opened") < found.spans[0].end
        assert second > PAGE.index("would be opened")

    def test_it_is_mended_when_the_reader_says_the_same(self, record: Record) -> None:
        local = statement(record, "We will open it")
        achieng = next(a for a in record.actors if a.name == "Ruth Achieng")
        draft = field(record, local, "speaker", "Achieng")
        statements = tuple(
            s.model_copy(update={"speaker": achieng.id}) if s.id == local else s for s in record.statements
        )
        assert state(draft, record.model_copy(update={"statements": statements})) == (local, "mended")
        without = tuple(s for s in record.statements if s.id != local)
        assert state(wrong(record, local), record.model_copy(update={"statements": without})) == (None, "mended")

    def test_a_missing_fact_is_mended_when_it_is_found_with_what_was_said_of_it(self, record: Record) -> None:
        said = next(s for s in record.statements if "We will open it" in s.text)
        without = record.model_copy(
            update={"statements": tuple(s for s in record.statements if s is not said), "events": ()}
        )
        draft = missing(without, "statement", "We will open it", {"speaker": "Otieno", "kind": "direct"})
        assert state(draft, without) == (None, "stands")
        assert state(draft, record) == (said.id, "mended")
        other = missing(without, "statement", "We will open it", {"speaker": "Ruth Achieng"})
        assert state(other, record) == (None, "stands")

    def test_it_is_adrift_when_its_words_are_gone(self, record: Record, reader: Reader) -> None:
        draft = field(record, statement(record, "We will open it"), "speaker", "Ruth Achieng")
        cut = reader.read_bytes(re.sub('"We will open it.*', "", PAGE).encode())
        assert state(draft, cut) == (None, "adrift")
