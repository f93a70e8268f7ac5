"""Whatever is put in: a record whose words stand where it says, or an error with a name.

`python -m tools.fuzz` looks further for the same faults, led by coverage; what it or these tests once found is kept in
`seeds/` and read again here.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError, ReadingError
from onrecord.page import read_given, read_page
from onrecord.quotation import scan_quotations
from onrecord.reader import Reader, Unread
from onrecord.record import Article, Paragraph, Record

LEAD = "The foreign ministers of Malta and Peru met in Valletta on Tuesday.\n\n“We agree,” Carmen Zerafa said. "
SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())
PIECES = [
    "Malta", "Peru", "the minister", "Carmen Zerafa", "Mr. Quispe", "he", "she", "said", "told", "denied that", "will",
    "met", "on Tuesday", "next month", "2 March 2025", "10:30", "5 percent", "$40 million", "“", "”", '"', "‘", "’",
    "'", "«", "»", ":", "—", "...", ".", "?", ",", "(", ")", "\n", "\n\n", "\t", " ", "\u00a0", "\u202e", "\u200d",
    "\x00", "é", "м", "中", "😀", "e\u0301", "VALLETTA, March 4 (Post) --", "Q:", "MS. VELLA:", "By Ana Reyes", "&amp;",
    "<p>",
    "</p>", "<div class=byline>", "<h1>", "<time datetime='2025-03-04'>", "<script>", "<!--", "-->", "<figure>", "<br>",
    '<meta property="article:published_time" content="', '<script type="application/ld+json">{"@type":"NewsArticle",',
    "<html><body><article>", "the United Nations", "accused", "sanctions", "if", "not", "agreed to", "of", "and", "'s",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map(" ".join)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHOLE = settings(QUICK, max_examples=30)


def sound(article: Article) -> None:
    """Hold an article's paragraphs to its text: in order, apart, within it, and none of them empty."""
    text = article.text
    for paragraph in article.paragraphs:
        assert 0 <= paragraph.start < paragraph.end <= len(text)
        assert text[paragraph.start : paragraph.end].strip()
    assert all(a.end <= b.start for a, b in pairwise(article.paragraphs))
    assert all(text[c.start : c.end] == c.text for c in article.captions)
    text.encode()  # no half of a surrogate pair


def linked(record: Record) -> None:
    """Hold a record to itself: every id that it names is there, and every statement's words are its spans'."""
    people = {a.id for a in record.actors}
    told = {s.id for s in record.statements}
    for s in record.statements:
        assert {x for x in (s.speaker, *s.addressees, *s.chain) if x} <= people
        assert s.said is None or 0 <= s.said < len(record.times)
        assert s.nested_in is None or s.nested_in in told
    for e in record.events:
        assert {*e.actors, *e.recipients} <= people
        assert e.date is None or 0 <= e.date < len(record.times)
        assert e.according_to is None or e.according_to in told
    assert Record.model_validate_json(record.model_dump_json()) == record


@QUICK
@given(data=st.binary(max_size=300) | TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_make_a_sound_article_or_an_error_with_a_name(data: bytes) -> None:
    with suppress(OnrecordError):
        sound(read_page(data).article)


@QUICK
@given(text=TEXTS, title=st.none() | st.text(max_size=20), published=st.none() | st.text(max_size=12))
def test_any_given_text_stays_as_it_is(text: str, title: str | None, published: str | None) -> None:
    with suppress(OnrecordError):
        article = read_given(text, title=title, published=published)
        assert article.text == text
        sound(article)


@settings(QUICK, max_examples=300)
@given(parts=st.lists(st.text("\"'“”„‟‘’‚‛«»‹›` ab.,1s\t", max_size=40), max_size=5))
def test_quotations_nest_and_never_cross(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    paragraphs, at = [], 0
    for part in parts:
        if part.strip():
            paragraphs.append(Paragraph(start=at, end=at + len(part), role="body"))
        at += len(part) + 2
    found = scan_quotations(text, paragraphs)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    opened: list[tuple[int, int]] = []
    for q in found:
        assert q.start <= q.inner_start < q.inner_end <= q.end
        assert any(p.start <= q.start and q.end <= p.end for p in paragraphs)
        while opened and opened[-1][1] <= q.start:
            opened.pop()
        assert not opened or q.end <= opened[-1][1]
        assert len(opened) == q.depth
        opened.append((q.start, q.end))


@WHOLE
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_gives_a_record_that_holds_together(reader: Reader, texts: list[str]) -> None:
    pages = [{"id": str(n), "text": LEAD + text, "published": "2025-03-04"} for n, text in enumerate(texts)]
    for one in reader.read_many(pages):
        if isinstance(one, Unread):
            assert not isinstance(one.error, ReadingError), one.error
        else:
            linked(one)


@WHOLE
@given(text=TEXTS)
def test_any_page_gives_a_record_that_holds_together(reader: Reader, text: str) -> None:
    with suppress(OnrecordError):
        linked(reader.read_bytes((LEAD + text).encode("utf-8", "surrogatepass"), published="2025-03-04"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.name)
def test_what_once_broke_it_is_read(reader: Reader, seed: Path) -> None:
    with suppress(OnrecordError):
        linked(reader.read_bytes(seed.read_bytes()))
