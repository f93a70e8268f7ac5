"""Input that is no page, or a damaged one: the right error with a sentence, or the text that can be saved."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.errors import NoArticleError, NotEnglishError, NotTextError
from onrecord.page import read_page
from onrecord.page.reading import INPUT_LIMIT, TEXT_LIMIT

TEXT = """Malta and Peru agree on consulate

4 March 2025

The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to open a consulate in Cusco.

“We have waited long for this,” said Malta’s minister, Carmen Zerafa, who had come from Mdina.
"""
GERMAN = """Die Minister beider Länder trafen sich am Dienstag in Valletta und vereinbarten, ein Konsulat zu eröffnen.

Der Gastgeber teilte nach dem Treffen mit, dass die Arbeiten im Sommer beginnen und zwei Jahre dauern würden.
"""
RUSSIAN = """Министры обеих стран встретились во вторник в Валлетте и договорились открыть консульство в Куско.

После встречи хозяин сообщил, что работы начнутся летом и продлятся два года, как и было обещано раньше.
"""


def clean() -> str:
    return read_page(TEXT.encode()).article.text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b\n".encode()])
def test_an_empty_page(data: bytes) -> None:
    with pytest.raises(NoArticleError, match="empty"):
        read_page(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (bytes(range(256)) * 20, "binary"),
        (b"abc\0\x01\x02\x03\x04\x05\x06\x07\x08" * 50, "binary"),
    ],
)
def test_binary_data(data: bytes, what: str) -> None:
    with pytest.raises(NotTextError, match=what):
        read_page(data)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>",
        "<html><head><title>Nothing</title></head><body><script>let a = 1;</script></body></html>",
        "Share this\n\nFollow us\n\nTags: a, b",
        '{"a": 1, "b": [1, 2, 3]}',
        ".... ---- !!!!",
    ],
)
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(NoArticleError, match="no article was found"):
        read_page(page.encode())


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, "两国部长星期二在瓦莱塔会晤，并同意开设领事馆。" * 30])
@pytest.mark.parametrize("markup", [False, True])
def test_another_language(text: str, markup: bool) -> None:
    page = "<html><body><article>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</article></body></html>"
    with pytest.raises(NotEnglishError, match="not in English"):
        read_page((page if markup else text).encode())


def test_a_short_text_has_the_benefit_of_the_doubt() -> None:
    assert read_page(b"Le ministre est parti ce matin pour Lima.").article.text


def test_a_text_partly_in_another_language_is_warned_of() -> None:
    reading = read_page((TEXT * 3 + GERMAN * 4).encode())
    assert "parts of the text are not in English" in reading.warnings
    assert "parts of the text are not in English" not in read_page(TEXT.encode()).warnings


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_charsets(charset: str) -> None:
    assert read_page(TEXT.encode(charset)).article.text == clean()


@pytest.mark.parametrize("breaks", ["\r\n", "\r"])
def test_line_breaks_of_other_systems(breaks: str) -> None:
    assert read_page(TEXT.replace("\n", breaks).encode()).article.text == clean()


@pytest.mark.parametrize(
    ("declared", "real"), [("iso-8859-1", "utf-8"), ("windows-1252", "cp1252"), ("no-such-charset", "utf-8"),
                            ("utf-8", "cp1252")]
)  # fmt: skip
def test_a_declared_charset_that_lies(declared: str, real: str) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in TEXT.split("\n\n")[2:])
    head = f'<head><meta charset="{declared}"></head>'
    page = f"<html>{head}<body><article><h1>Málaga</h1>{paragraphs}</article></body></html>"
    article = read_page(page.encode(real)).article
    assert article.title == "Málaga"
    assert "“We have waited long for this,” said Malta’s minister" in article.text


def test_a_few_bad_bytes_do_not_change_the_charset() -> None:
    data = TEXT.encode().replace(b"Tuesday", b"Tues\xffday")
    assert "“We have waited" in read_page(data).article.text


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\u202e", "\ufeff", "\x00", "\x07", "\ud800"])
def test_hidden_and_broken_characters_are_taken_out(hidden: str) -> None:
    data = TEXT.replace("consulate in", f"consu{hidden}late in").encode("utf-8", "surrogatepass")
    assert read_page(data).article.text == clean()


def test_words_of_two_scripts_are_warned_of() -> None:
    cyrillic = TEXT.replace("Malta and", "M\u0430lta and")
    assert any("mixed scripts" in w and "M\u0430lta" in w for w in read_page(cyrillic.encode()).warnings)
    assert not any("mixed scripts" in w for w in read_page(TEXT.encode()).warnings)


def test_a_long_text_is_cut_between_paragraphs_and_warned_of() -> None:
    paragraph = "The ministers met for the {}th time in Valletta and agreed to meet again, the host said.\n\n"
    data = "".join(paragraph.format(i) for i in range(13_000)).encode()
    reading = read_page(data)
    assert len(data) > TEXT_LIMIT >= len(reading.article.text)
    assert reading.article.text.endswith("the host said.")
    assert any("cut at" in w for w in reading.warnings)


def test_input_past_the_limit_is_cut_and_warned_of() -> None:
    reading = read_page(TEXT.encode() + b" " * INPUT_LIMIT)
    assert reading.article.text == clean()
    assert any(f"{INPUT_LIMIT:,} bytes" in w for w in reading.warnings)


def test_a_page_without_breaks_is_parted_for_the_parser() -> None:
    article = read_page(("The ministers met in Valletta and agreed to meet again in May. " * 2000).encode()).article
    assert max(p.end - p.start for p in article.paragraphs) <= 20_000
    assert len(article.text) > 120_000


def test_the_digest_is_of_the_input() -> None:
    data = TEXT.encode("cp1252")
    assert read_page(data).article.sha256 == hashlib.sha256(data).hexdigest()


def test_a_given_date_that_is_none_is_warned_of() -> None:
    reading = read_page(TEXT.encode(), published="last week")
    assert reading.article.published == "2025-03-04"
    assert any("'last week'" in w for w in reading.warnings)
