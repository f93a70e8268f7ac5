"""Pages of HTML: what their markup and their own statements say, and what is left out of the text."""

from __future__ import annotations

import json

import pytest

from onrecord.page import PageReading, read_page
from onrecord.record import Article

P1 = "The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to open a consulate in Cusco."
P2 = "&ldquo;We have waited long for this,&rdquo; said Malta&rsquo;s minister, Carmen Zerafa, before she left the hall."
P3 = "Peru&rsquo;s minister, Hugo Lazo, said the consulate would open within a year, on a street that he did not name."
P4 = "The two countries have had relations since 1968, and trade between them reached 40 million dollars last year."
TITLE = "Malta and Peru agree on consulate"
BODY = "".join(f"<p>{p}</p>" for p in (P1, P2, P3, P4))


def read(html: str, url: str | None = None) -> PageReading:
    return read_page(html.encode(), url=url)


def page(body: str = f"<article><h1>{TITLE}</h1>{BODY}</article>", head: str = "", lang: str = "en") -> Article:
    text = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read(text).article


def texts(article: Article, role: str) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role == role]


def ld(**stated: object) -> str:
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", **stated}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def test_title_and_paragraphs() -> None:
    article = page()
    assert article.title == TITLE
    assert [len(texts(article, role)) for role in ("title", "body")] == [1, 4]
    assert "“We have waited long for this,”" in article.text


@pytest.mark.parametrize(
    "furniture",
    [
        '<nav><a href="/">Front page</a> <a href="/w">Abroad</a></nav>',
        '<div id="cookie-consent"><p>We and 98 partners use cookies. Choose your settings before you go on.</p></div>',
        '<div class="share-bar">Share this article: <a href="#">Mail</a></div>',
        '<div class="newsletter-signup"><p>Our letter from the Andes comes every Friday. It is free.</p></div>',
        '<aside><h2>Most read</h2><ul><li><a href="/1">Consuls of the Andes</a></li></ul></aside>',
        '<section class="related-links"><h3>More on this story</h3><p><a href="/1">Malta waits</a></p></section>',
        '<footer><p>© 2025 Southwire Ltd. The paper is printed in Valletta and read in Lima.</p></footer>',
        '<div class="ad-slot"><p>ADVERTISEMENT</p></div>',
        '<ul class="tags"><li>Malta</li><li>Peru</li></ul>',
        '<p style="display:none">This line is not shown to any reader of the page.</p>',
        "<script>var line = 'not an article at all';</script>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["before", "within", "after"])
def test_furniture_is_not_in_the_text(furniture: str, place: str) -> None:
    parts = {"before": ("", "", ""), "within": ("", "", ""), "after": ("", "", "")}
    before, within, after = (furniture if place == p else "" for p in parts)
    inner = f"<h1>{TITLE}</h1><p>{P1}</p><p>{P2}</p>{within}<p>{P3}</p><p>{P4}</p>"
    article = page(f"{before}<article>{inner}</article>{after}")
    assert texts(article, "body") == texts(page(), "body")
    assert [p.role for p in article.paragraphs] == ["title"] + ["body"] * 4


def test_furniture_is_listed() -> None:
    article = page(
        f"<nav><a>Front page</a></nav><article><h1>{TITLE}</h1>{BODY}</article><footer><p>Imprint</p></footer>"
    )
    assert article.furniture == ("Front page", "Imprint")


def test_an_aside_between_paragraphs_does_not_split_a_quotation() -> None:
    quote = "<p>&ldquo;When I came in, nobody spoke,&rdquo; she said. &ldquo;Then he looked at the map.</p>"
    rest = "<p>&ldquo;After that it went fast.&rdquo;</p>"
    aside = (
        '<aside class="related"><h2>More on this</h2><ul><li><a href="/1">Consuls of the Andes</a></li></ul></aside>'
    )
    article = page(f"<article><h1>{TITLE}</h1><p>{P1}</p>{quote}{aside}{rest}<p>{P3}</p></article>")
    body = texts(article, "body")
    assert body[1].endswith("Then he looked at the map.")
    assert body[2] == "“After that it went fast.”"


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        ("<figure><img src=a><figcaption>The hall in May. Photograph: Paul Borg/Southwire</figcaption></figure>",
         "The hall in May.", "Paul Borg/Southwire"),
        ("<figure><img src=a><figcaption>The hall in May. <span class=credit>Paul Borg</span></figcaption></figure>",
         "The hall in May.", "Paul Borg"),
        ("<figure><img src=a><figcaption>The hall in May. Paul Borg/Southwire</figcaption></figure>",
         "The hall in May.", "Paul Borg/Southwire"),
        ('<div class="image"><img src=a><p class="wp-caption-text">The hall in May (Southwire photo)</p></div>',
         "The hall in May", "Southwire photo"),
        ("<figure><img src=a><figcaption>The hall in May, before the guests came.</figcaption></figure>",
         "The hall in May, before the guests came.", None),
    ],
)  # fmt: skip
def test_captions(markup: str, caption: str, credit: str | None) -> None:
    article = page(f"<article><h1>{TITLE}</h1>{markup}{BODY}</article>")
    assert [(c.text, c.credit) for c in article.captions] == [(caption, credit)]
    assert texts(article, "caption")[0].startswith(caption)
    assert texts(article, "body") == texts(page(), "body")


def test_a_caption_shown_twice_is_kept_once() -> None:
    caption = "The hall in Valletta before the guests came. Photo: Southwire"
    figure = f"<figure><img src=a><figcaption>{caption}</figcaption></figure>"
    article = page(f"<article><h1>{TITLE}</h1>{figure}<p>{P1}</p><p>{P2}</p>{figure}<p>{P3}</p><p>{P4}</p></article>")
    assert article.text.count("before the guests came") == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="standfirst">Cusco gets the smallest of Europe&rsquo;s missions</p>',
        '<h2 class="article__dek">Cusco gets the smallest of Europe&rsquo;s missions</h2>',
        "<h2>Cusco gets the smallest of Europe&rsquo;s missions</h2>",
    ],
)
def test_standfirst(markup: str) -> None:
    article = page(f"<article><h1>{TITLE}</h1>{markup}<p class=byline>By Rita Camilleri</p>{BODY}</article>")
    assert article.standfirst == "Cusco gets the smallest of Europe’s missions"
    assert [p.role for p in article.paragraphs][:3] == ["title", "standfirst", "body"]


def test_a_description_that_is_not_shown_is_no_standfirst() -> None:
    assert (
        page(head='<meta name="description" content="What the two ministers agreed on in Valletta">').standfirst is None
    )


@pytest.mark.parametrize(
    ("head", "markup", "names"),
    [
        ("", '<p class="byline">By <a href="/r">Rita Camilleri</a> and Jose Quispe</p>',
         ("Rita Camilleri", "Jose Quispe")),
        ("", '<div class="meta">By <span>Rita Camilleri</span></div>', ("Rita Camilleri",)),
        ("", '<p class="author">Rita Camilleri</p>', ("Rita Camilleri",)),
        (ld(author={"@type": "Person", "name": "Rita Camilleri"}), "", ("Rita Camilleri",)),
        ('<meta name="author" content="Rita Camilleri">', "", ("Rita Camilleri",)),
    ],
)  # fmt: skip
def test_byline(head: str, markup: str, names: tuple[str, ...]) -> None:
    article = page(f"<article><h1>{TITLE}</h1>{markup}{BODY}</article>", head)
    assert article.byline == names
    assert "Rita Camilleri" not in article.text


@pytest.mark.parametrize(
    ("head", "markup", "published", "modified"),
    [
        ('<meta property="article:published_time" content="2025-03-04T06:00:00+01:00">', "",
         "2025-03-04T06:00:00+01:00", None),
        ('<meta name="dcterms.issued" content="2025-03-04"><meta name="dcterms.modified" content="2025-03-05">', "",
         "2025-03-04", "2025-03-05"),
        (ld(datePublished="2025-03-04T05:00:00Z", dateModified="2025-03-04T09:30:00Z"), "",
         "2025-03-04T05:00:00Z", "2025-03-04T09:30:00Z"),
        (ld(**{"@graph": []}) + ld(datePublished="2025-03-04"), "", "2025-03-04", None),
        ('<meta itemprop="datePublished" content="2025-03-04">', "", "2025-03-04", None),
        ("", '<time datetime="2025-03-04T06:00:00+01:00">4 March</time>', "2025-03-04T06:00:00+01:00", None),
        ("", '<p class="dates">Published: Tue 4 Mar 2025 06.00 CET. Last modified: Wed 5 Mar 2025 07.10 CET</p>',
         "2025-03-04T06:00:00+01:00", "2025-03-05T07:10:00+01:00"),
        (ld(datePublished="2025-03-04"), '<p class="dates">4 March 2025, 06:00 CET</p>',
         "2025-03-04T06:00:00+01:00", None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', "<p>4 March 2025</p>",
         "2025-03-04", None),
    ],
)  # fmt: skip
def test_dates(head: str, markup: str, published: str | None, modified: str | None) -> None:
    article = page(f"<article><h1>{TITLE}</h1>{markup}{BODY}</article>", head)
    assert (article.published, article.modified) == (published, modified)
    assert texts(article, "body") == texts(page(), "body")


def test_the_day_of_the_address_is_the_last_resort_and_warned_of() -> None:
    html = f"<html><body><article><h1>{TITLE}</h1>{BODY}</article></body></html>"
    reading = read(html, "https://paper.example/world/2025/03/04/consulate")
    assert reading.article.published == "2025-03-04"
    assert any("address" in w for w in reading.warnings)


def test_place_and_date_of_a_readout() -> None:
    markup = '<p class="date-place"><time datetime="2025-05-21">May 21, 2025</time><br>Lima, Peru</p>'
    article = page(f"<main><h1>{TITLE}</h1>{markup}{BODY}</main>")
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date, article.published) == (
        "Lima, Peru",
        "2025-05-21",
        "2025-05-21",
    )


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta property="og:site_name" content="The Southern Dawn">', "The Southern Dawn"),
        (ld(publisher={"@type": "Organization", "name": "The Southern Dawn"}), "The Southern Dawn"),
        (f"<title>{TITLE} | The Southern Dawn</title>", "The Southern Dawn"),
        (f"<title>{TITLE}</title>", None),
    ],
)
def test_publisher(head: str, publisher: str | None) -> None:
    assert page(head=head).publisher == publisher


@pytest.mark.parametrize("separator", ["|", "-", "–", "—", "::"])
def test_a_title_that_only_the_head_states_loses_the_houses_name(separator: str) -> None:
    site = '<meta property="og:site_name" content="The Southern Dawn">'
    head = f"<title>{TITLE} {separator} The Southern Dawn</title>{site}"
    assert page(f"<article>{BODY}</article>", head).title == TITLE


def test_the_heading_that_agrees_with_the_head_is_the_title() -> None:
    head = f"<title>{TITLE} | The Southern Dawn</title>"
    assert (
        page(f"<header><h1>The Southern Dawn</h1></header><article><h1>{TITLE}</h1>{BODY}</article>", head).title
        == TITLE
    )


def test_the_canonical_address() -> None:
    assert (
        page(head='<link rel="canonical" href="https://dawn.example/consulate">').url
        == "https://dawn.example/consulate"
    )


def test_a_short_readout_is_read_whole() -> None:
    article = page(f"<nav><a>News</a></nav><main><h1>{TITLE}</h1><p>The ministers spoke by telephone today.</p></main>")
    assert texts(article, "body") == ["The ministers spoke by telephone today."]


def test_breaks_part_paragraphs() -> None:
    inner = "<br><br>".join((P1, P2, P3, P4))
    assert len(texts(page(f"<article><h1>{TITLE}</h1><div>{inner}</div></article>"), "body")) == 4


def test_a_container_that_holds_the_article_is_no_furniture_for_its_name() -> None:
    article = page(f'<div class="page has-sidebar related-content"><h1>{TITLE}</h1>{BODY}</div>')
    assert len(texts(article, "body")) == 4


def test_unclosed_tags() -> None:
    html = f"<html><body><h1>{TITLE}<div><p>{P1}<p>{P2}<p>{P3}<p>{P4}"
    assert len(texts(read(html).article, "body")) == 4


def test_a_tree_too_deep_for_the_parser_is_read_without_its_tags() -> None:
    assert "consulate in Cusco" in read("<div>" * 20_000 + BODY).article.text


def test_entities_that_the_page_defines_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lollollol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    article = read(f"{bomb}<html><body><article><h1>{TITLE}</h1>{BODY}<p>&b;&b;&b;</p></article></body></html>").article
    assert "lollollollol" not in article.text


def test_no_break_spaces_become_spaces() -> None:
    assert (
        "by July 1 at"
        in page(f"<article><h1>{TITLE}</h1>{BODY}<p>It will open by July&nbsp;1 at&#8239;noon.</p></article>").text
    )
