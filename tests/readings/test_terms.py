"""Terms: scare quotes, names given by somebody, set phrases."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader
from onrecord.record import Record


def _read(reader: Reader, text: str) -> Record:
    return reader.read_bytes(
        ("Row over a lighthouse\n\nOslo, 4 March 2025\n\n" + text).encode(), published="2025-03-04"
    )


@pytest.mark.parametrize(
    ("text", "term", "report_says"),
    [
        ('Norway called the closure "piracy by paper".', "piracy by paper", "the closure"),
        ('Norway described the new toll as "robbery".', "robbery", "the new toll"),
        (
            'Norway dismissed the letter as "a bad joke from start to finish."',
            "a bad joke from start to finish",
            "the letter",
        ),
        ('The toll was branded "robbery" by Norway.', "robbery", "The toll"),
    ],
)
def test_a_name_and_what_the_page_calls_the_thing(reader: Reader, text: str, term: str, report_says: str) -> None:
    (found,) = _read(reader, text).terms
    assert (found.term, found.report_says, found.kind) == (term, report_says, "label")


def test_a_word_belongs_to_whoever_gives_the_name(reader: Reader) -> None:
    record = _read(reader, 'Norway called the closure "piracy".')
    names = {a.id: a.name for a in record.actors}
    assert [names[t.used_by or ""] for t in record.terms] == ["Norway"]


def test_what_is_said_to_be_so_is_what_the_page_calls_the_thing(reader: Reader) -> None:
    (found,) = _read(reader, "Norwegian minister Kari Moe said the ruling was 'a farce'.").terms
    assert (found.term, found.report_says) == ("a farce", "ruling")


def test_a_scare_quote_in_a_report_is_a_term(reader: Reader) -> None:
    record = _read(reader, 'Norwegian minister Kari Moe said Denmark had made an "absurd" claim to the lighthouse.')
    names = {a.id: a.name for a in record.actors}
    assert [(t.term, t.kind, names[t.used_by or ""]) for t in record.terms] == [("absurd", "scare-quote", "Kari Moe")]


@pytest.mark.parametrize(
    "text",
    [
        '"We will keep the lamp lit," Norwegian minister Kari Moe said.',
        'Norwegian minister Kari Moe said Norway "will keep the lamp lit".',
        'Norwegian minister Kari Moe asked Denmark "to keep the lamp lit".',
        '"It was a small lamp," Norwegian minister Kari Moe said, "but a large quarrel."',
    ],
)
def test_sentences_and_predicates_in_quotation_marks_are_no_terms(reader: Reader, text: str) -> None:
    assert _read(reader, text).terms == ()


def test_a_set_phrase_is_a_term_without_quotation_marks(reader: Reader) -> None:
    record = _read(reader, "Denmark reaffirmed that it adheres to the one-China principle.")
    assert [(t.term, t.kind) for t in record.terms] == [("one-China principle", "slogan")]


def test_what_is_so_called_belongs_to_whoever_said_it_first(reader: Reader) -> None:
    record = _read(
        reader,
        'Norway called the toll "a lamp tax".\n\n'
        'Danish minister Bo Krag said the so-called "lamp tax" was a harbour fee.',
    )
    names = {a.id: a.name for a in record.actors}
    assert [(t.term, names[t.used_by or ""]) for t in record.terms] == [
        ("a lamp tax", "Norway"),
        ("lamp tax", "Norway"),
    ]


def test_a_word_that_is_nobodys_is_left_open(reader: Reader) -> None:
    record = _read(reader, 'The "lamp tax" was a harbour fee.')
    assert [t.used_by for t in record.terms] == [None]
    assert ("terms", 0, "used_by", "no-candidate") in {(u.layer, u.id, u.field, u.reason) for u in record.unresolved}
