"""Text given as an article: unchanged to the character, its paragraphs found."""

from __future__ import annotations

import textwrap

import pytest

from onrecord.errors import BadLineError, NotEnglishError
from onrecord.page import read_given
from onrecord.record import Article

PARAGRAPHS = (
    "The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to open a consulate in Cusco, which "
    "will be the smallest of Europe's missions in the Andes and the first that the island has had there since the war.",
    '"We have waited long for this," said Malta\'s minister, Carmen Zerafa, before she left for the airport with her '
    "staff of nine and a painting of the harbour. She added that the house was bought already.",
    "Peru's minister, Hugo Lazo, said the consulate would open within a year, on a street whose name he would not give "
    "to the reporters who had been waiting for him since the early morning in the rain.",
)  # fmt: skip


def parts(article: Article) -> list[str]:
    return [" ".join(article.text[p.start : p.end].split()) for p in article.paragraphs]


def roles(article: Article) -> list[str]:
    return [p.role for p in article.paragraphs]


@pytest.mark.parametrize(
    "text", ["  \n\tThe ministers met.\u00a0 \r\n\r\n\u200bThey left.\n", "\n\n" + "\n".join(PARAGRAPHS)]
)
def test_the_text_is_unchanged(text: str) -> None:
    assert read_given(text).text == text


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\n\n\n"])
def test_wrapped_lines_are_joined(width: int, between: str) -> None:
    text = between.join(textwrap.fill(p, width) for p in PARAGRAPHS)
    assert parts(read_given(text)) == list(PARAGRAPHS)


def test_wrapped_lines_with_indented_first_lines() -> None:
    text = "\n".join(textwrap.fill(p, 72, initial_indent="    ") for p in PARAGRAPHS)
    assert parts(read_given(text)) == list(PARAGRAPHS)


def test_one_line_a_paragraph() -> None:
    assert parts(read_given("\n".join(PARAGRAPHS))) == list(PARAGRAPHS)


def test_short_lines_are_not_joined() -> None:
    lines = ["Staff of the consulate:", "Consuls: 2", "Drivers: 1", "Cooks: none at present", "Gardeners: 3"]
    assert parts(read_given("\n".join(lines))) == lines


def test_a_given_title() -> None:
    article = read_given("Malta opens “consulate”.\n\n" + PARAGRAPHS[0], title='Malta opens "consulate"')
    assert article.title == 'Malta opens "consulate"'
    assert roles(article) == ["title", "body"]


def test_a_title_that_the_text_does_not_show() -> None:
    assert roles(read_given(PARAGRAPHS[0], title="Malta opens consulate")) == ["body"]


def test_a_title_found_in_the_text() -> None:
    article = read_given("Malta opens consulate in Cusco\n\n" + PARAGRAPHS[0])
    assert article.title == "Malta opens consulate in Cusco"


@pytest.mark.parametrize(
    ("given", "published"),
    [("2025-03-04", "2025-03-04"), ("20250304", "2025-03-04"), ("2025-03-04T06:00:00+00:00", "2025-03-04T06:00:00Z"),
     ("4 March 2025", "2025-03-04"), ("soon", None), (None, None)],
)  # fmt: skip
def test_the_given_date(given: str | None, published: str | None) -> None:
    assert read_given(PARAGRAPHS[0], published=given).published == published


def test_the_texts_own_date_line() -> None:
    article = read_given(f"Malta opens consulate\n\nTuesday, March 4, 2025\n\n{PARAGRAPHS[0]}")
    assert article.published == "2025-03-04"
    assert roles(article) == ["title", "dateline", "body"]


def test_a_dateline_on_a_line_of_its_own() -> None:
    article = read_given(f"VALLETTA, March 4 (Southwire) --\n\n{PARAGRAPHS[0]}", published="2025-03-05")
    assert roles(article) == ["dateline", "body"]
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date, article.dateline.agency) == (
        "VALLETTA",
        "2025-03-04",
        "Southwire",
    )


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(BadLineError, match="surrogate"):
        read_given("The ministers met \ud83d today.")


def test_another_language_is_refused() -> None:
    with pytest.raises(NotEnglishError):
        read_given(
            "Die Minister beider Länder trafen sich am Dienstag und vereinbarten, ein Konsulat zu eröffnen. " * 4
        )


def test_a_very_long_paragraph_is_parted() -> None:
    text = "The ministers met in Valletta and agreed to meet again in May. " * 1000
    article = read_given(text)
    assert article.text == text
    assert max(p.end - p.start for p in article.paragraphs) <= 20_000
