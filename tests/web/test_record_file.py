"""A record over its text, as one HTML file."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser

import pytest

from onrecord.record import Actor, Article, Extent, Mention, Paragraph, Record, Span, Statement, Time
from onrecord.web.marks import marked_paragraphs
from onrecord.web.pages import record_file

TITLE = "Minister <b>speaks</b>"
BODY = "Ana Reyes said on Monday that the <script>alert(1)</script> port would open."
TEXT = f"{TITLE}\n\n{BODY}"


@pytest.fixture
def record() -> Record:
    at = TEXT.index(BODY)
    monday, said = TEXT.index("Monday"), TEXT.index("the <script>")
    return Record(
        article=Article(
            title=TITLE,
            text=TEXT,
            paragraphs=(
                Paragraph(start=0, end=len(TITLE), role="title"),
                Paragraph(start=at, end=len(TEXT), role="body"),
            ),
            furniture=("<img src=x onerror=alert(2)>",),
            sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        ),
        actors=(
            Actor(
                id="a1",
                name="Ana Reyes",
                kind="person",
                mentions=(Mention(start=at, end=at + 9, text="Ana Reyes", form="name"),),
            ),
        ),
        times=(Time.model_validate({**Span.cut(TEXT, monday, monday + 6).model_dump(), "type": "DATE"}),),
        statements=(
            Statement(
                id="s1",
                kind="indirect",
                spans=(Extent(start=said, end=len(TEXT) - 1),),
                text=TEXT[said:-1],
                speaker="a1",
                confidence=0.9,
            ),
        ),
    )


class Tags(HTMLParser):
    """Collects the tags of a page and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_pieces_put_together_are_the_paragraph(record: Record) -> None:
    title, body = marked_paragraphs(record)
    assert ["".join(p.text for p in paragraph.pieces) for paragraph in (title, body)] == [TITLE, BODY]


def test_a_piece_knows_the_facts_on_it(record: Record) -> None:
    _, body = marked_paragraphs(record)
    facts = {piece.text: piece.facts for piece in body.pieces}
    assert facts["Ana Reyes"] == ("a1",)
    assert facts["Monday"] == ("time0",)
    assert facts["the <script>alert(1)</script> port would open"] == ("s1",)


def test_markup_of_the_page_is_shown_and_never_runs(record: Record) -> None:
    page = Tags(record_file(record))
    assert [tag for tag, _ in page.tags if tag == "script"] == ["script"]  # our own
    assert not [tag for tag, _ in page.tags if tag in ("b", "img")]
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    assert "<script>alert(1)</script>" in page.text


def test_every_link_leads_somewhere_on_the_page(record: Record) -> None:
    page = Tags(record_file(record))
    ids = {attrs.get("id") for _, attrs in page.tags}
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert links
    assert all(link and link.startswith("#") and link[1:] in ids for link in links)


def test_the_file_asks_no_other_host(record: Record) -> None:
    assert "http://" not in record_file(record)
    assert "https://" not in record_file(record)
