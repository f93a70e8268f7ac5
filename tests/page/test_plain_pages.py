"""Plain text as a scraper leaves it: what each line is."""

from __future__ import annotations

import pytest

from onrecord.page import PageReading, read_page
from onrecord.record import Article

BODY = """The foreign ministers of Malta and Peru met in Valletta on Tuesday and agreed to open a consulate in Cusco.

"We have waited long for this," said Malta's minister, Carmen Zerafa.

Peru's minister, Hugo Lazo, said the consulate would open within a year."""
TITLE = "Malta and Peru agree on consulate"


def read(text: str, **given: str) -> PageReading:
    return read_page(text.encode(), **given)


def texts(article: Article, role: str) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role == role]


def page(*, head: str = "", tail: str = "", title: str = TITLE, body: str = BODY) -> Article:
    return read("\n\n".join(part for part in (title, head, body, tail) if part)).article


def test_title_and_body_are_parted_without_markup() -> None:
    article = page()
    assert article.title == TITLE
    assert texts(article, "title") == [TITLE]
    assert texts(article, "body") == BODY.split("\n\n")
    assert article.furniture == ()


def test_a_page_that_begins_with_a_sentence_has_no_title() -> None:
    article = page(title="")
    assert article.title is None
    assert len(texts(article, "body")) == 3


@pytest.mark.parametrize(
    ("head", "standfirst"),
    [
        ("Cusco to get Europe's smallest mission", "Cusco to get Europe's smallest mission"),
        ("Cusco will get the smallest mission in Europe.\n\nBy Rita Camilleri",
         "Cusco will get the smallest mission in Europe."),
        ('Lima pleased by "long awaited" step\n\n| Updated: June 3, 2025 10:15:00',
         'Lima pleased by "long awaited" step'),
    ],
)  # fmt: skip
def test_standfirst(head: str, standfirst: str) -> None:
    article = page(head=head)
    assert article.standfirst == standfirst
    assert texts(article, "standfirst") == [standfirst]
    assert texts(article, "body") == BODY.split("\n\n")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Rita Camilleri", ("Rita Camilleri",)),
        ("By Rita Camilleri and Jose Quispe", ("Rita Camilleri", "Jose Quispe")),
        ("By RITA CAMILLERI, Diplomatic Editor", ("RITA CAMILLERI",)),
        ("Rita Camilleri in Valletta\n\n3 June 2025", ("Rita Camilleri",)),
        ("Staff Correspondent", ("Staff Correspondent",)),
        ("From our correspondent in Valletta", ("From our correspondent in Valletta",)),
    ],
)
def test_byline_is_read_and_left_out_of_the_text(line: str, byline: tuple[str, ...]) -> None:
    article = page(head=line)
    assert article.byline == byline
    assert line.split("\n")[0] not in article.text


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    article = page(body=BODY + "\n\nBy Friday the two sides had named the consul.")
    assert article.byline == ()
    assert article.text.endswith("By Friday the two sides had named the consul.")


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("| Updated: December 31, 2022 20:40:53", None, "2022-12-31T20:40:53"),
        ("QNB | Updated: Dec 26, 2023 19:05 PKT", None, "2023-12-26T19:05:00+05:00"),
        ("03 Mar 2025 17:42 GMT", "2025-03-03T17:42:00Z", None),
        ("Source: Southwire | 2024-09-12 21:18:40 | Editor: mm", "2024-09-12T21:18:40", None),
        ("Published: 6 November 2025, 15:20 CET", "2025-11-06T15:20:00+01:00", None),
        ("Thursday, 22 May 2025 | 08:10 WIB", "2025-05-22T08:10:00+07:00", None),
        ("10 October 2025", "2025-10-10", None),
        ("October 10th, 2025", "2025-10-10", None),
        ("31.12.2022 20:40", "2022-12-31T20:40:00", None),
        ("Published\n\n3 June 2025", "2025-06-03", None),
        ("Last updated\n3 June 2025", None, "2025-06-03"),
        ("Fri 5 May 2023 06.00 CEST\nLast modified on Fri 5 May 2023 18.22 CEST",
         "2023-05-05T06:00:00+02:00", "2023-05-05T18:22:00+02:00"),
        ("Updated 10:15 AM EST, Tue December 26, 2023", None, "2023-12-26T10:15:00-05:00"),
        ("Sat, Dec 31, 2022, 3:45 PM ET", "2022-12-31T15:45:00-05:00", None),
        ("1 July 2024, 12:05 p.m. UTC+3", "2024-07-01T12:05:00+03:00", None),
        ("Posted on 13/04/2025 at 0930 GMT", "2025-04-13T09:30:00Z", None),
        ("1 July 2024, 9:00 (Moscow time)", "2024-07-01T09:00:00+03:00", None),
        ("January 5, 202411:40 AM GMT+1Updated 2 hours ago", "2024-01-05T11:40:00+01:00", None),
        ("June 3, 2025 6:40 PM GMT+2 Updated 9:05 PM GMT+2", "2025-06-03T18:40:00+02:00", "2025-06-03T21:05:00+02:00"),
        # A clock earlier than the first may be any later day's.
        ("June 3, 2025 6:40 PM GMT+2 Updated 7:10 AM GMT+2", "2025-06-03T18:40:00+02:00", None),
        ("Prime Minister's Office, Tuesday 3 June 2025", "2025-06-03", None),
    ],
)  # fmt: skip
def test_stamps_date_the_page_and_are_furniture(line: str, published: str | None, modified: str | None) -> None:
    article = page(head=line)
    assert (article.published, article.modified) == (published, modified)
    assert texts(article, "body") == BODY.split("\n\n")
    for part in line.split("\n"):
        assert not part or part not in article.text
        assert not part or part in article.furniture


def test_the_office_that_issues_a_page_and_its_seat_stand_beside_the_date() -> None:
    article = page(head="Presidency of the Republic, Valletta, Tuesday 3 June 2025")
    assert article.published == "2025-06-03"
    assert article.dateline is not None
    assert article.dateline.place == "Valletta"
    assert article.publisher == "Presidency of the Republic"


@pytest.mark.parametrize(
    ("zone", "body", "offset"),
    [
        ("IST", "The envoys met in Delhi on Monday, an Indian official told reporters there.", "+05:30"),
        ("IST", "The envoys met in Tel Aviv on Monday, an Israeli official told reporters.", "+02:00"),
        ("IST", "The envoys met in Delhi on Monday before one of them flew on to Tel Aviv.", ""),
        ("IST", "The envoys met in Lima on Monday before one of them flew on to Quito.", ""),
        ("CST", "The envoys met in Beijing on Monday, a Chinese official told reporters.", "+08:00"),
        ("XYT", "The envoys met in Lima on Monday before one of them flew on to Quito.", ""),
    ],
)
def test_a_zone_of_several_meanings_is_settled_by_the_page_or_left_open(zone: str, body: str, offset: str) -> None:
    assert read(f"{TITLE}\n\n1 July 2024, 10:00 {zone}\n\n{body}").article.published == f"2024-07-01T10:00:00{offset}"


def test_the_country_of_the_address_settles_a_zone() -> None:
    text = f"{TITLE}\n\n1 July 2024, 10:00 BST\n\n{BODY}"
    assert read(text, url="https://paper.example.co.uk/a").article.published == "2024-07-01T10:00:00+01:00"
    assert read(text, url="https://paper.example.com.bd/a").article.published == "2024-07-01T10:00:00+06:00"


def test_a_date_of_two_readings_is_left_open_and_named() -> None:
    reading = read(f"{TITLE}\n\nPosted on 03/04/2025\n\n{BODY}")
    assert reading.article.published is None
    assert reading.warnings == ("no date found: '03/04/2025' may be read two ways",)


def test_a_date_of_two_readings_is_decided_by_the_dateline() -> None:
    body = "VALLETTA, April 2 (Southwire) - Malta and Peru agreed on a consulate, they said."
    text = f"{TITLE}\n\nPosted on 03/04/2025\n\n{body}"
    assert read(text).article.published == "2025-04-03"


def test_a_date_of_two_readings_is_decided_by_the_country() -> None:
    text = f"{TITLE}\n\nPosted on 03/04/2025\n\n{BODY}"
    assert read(text, url="https://paper.example.com.mt/a").article.published == "2025-04-03"


def test_no_date_is_left_open_and_warned_of() -> None:
    reading = read(f"{TITLE}\n\n{BODY}")
    assert (reading.article.published, reading.article.modified) == (None, None)
    assert any("no date found" in w for w in reading.warnings)


def test_a_given_date_overrides_the_pages() -> None:
    assert read(f"{TITLE}\n\n10 October 2025\n\n{BODY}", published="2025-10-12").article.published == "2025-10-12"


def test_a_heading_that_names_a_date_is_no_stamp() -> None:
    article = page(title="Spokeswoman's Regular Press Conference on June 10, 2025")
    assert article.title == "Spokeswoman's Regular Press Conference on June 10, 2025"
    assert article.published is None


def test_dates_of_a_chronicle_do_not_date_the_page() -> None:
    body = f"{BODY}\n\n3 March 2021\n\nThe two governments exchanged letters on the matter for the first time."
    article = page(head="5 May 2025", body=body)
    assert article.published == "2025-05-05"
    assert texts(article, "heading") == ["3 March 2021"]


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Valletta, 14 May 2025", "Valletta", "2025-05-14"),
        ("Lima, October 9, 2025", "Lima", "2025-10-09"),
        ("14 May 2025\n\nValletta", "Valletta", "2025-05-14"),
        ("Valletta, Malta – 5 June 2024", "Valletta, Malta", "2024-06-05"),
    ],
)
def test_place_and_date_are_the_dateline_of_a_readout_and_shown(line: str, place: str, day: str) -> None:
    article = page(head=line)
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date, article.published) == (place, day, day)
    assert place in texts(article, "dateline")[0]


def test_a_bureau_beside_the_date_is_no_place() -> None:
    article = page(head="14 May 2025\n\nMinistry Press Office")
    assert article.dateline is None
    assert "Ministry Press Office" in article.furniture


@pytest.mark.parametrize(
    ("opening", "place", "day", "agency"),
    [
        ("VALLETTA, March 3 (Southwire) - ", "VALLETTA", "2025-03-03", "Southwire"),
        ("Valletta [Malta], March 3 (QNB): ", "Valletta, Malta", "2025-03-03", "QNB"),
        ("VALLETTA, March. 3 (Southwire) -- ", "VALLETTA", "2025-03-03", "Southwire"),
        ("VALLETTA, March 3. /QNB/. ", "VALLETTA", "2025-03-03", "QNB"),
        ("VALLETTA, Malta (QN) — ", "VALLETTA, Malta", None, "QN"),
        ("LIMA/VALLETTA, 3 March (Southwire) - ", "LIMA/VALLETTA", "2025-03-03", "Southwire"),
        ("VALLETTA — ", "VALLETTA", None, None),
        ("SAN JOSE — ", "SAN JOSE", None, None),
    ],
)
def test_wire_datelines(opening: str, place: str, day: str | None, agency: str | None) -> None:
    article = page(head="4 March 2025", body=opening + BODY)
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date, article.dateline.agency) == (place, day, agency)
    assert opening.strip() in article.text


def test_a_dateline_without_a_year_stays_open_on_a_page_without_a_date() -> None:
    article = page(body="VALLETTA, March 3 (Southwire) - " + BODY)
    assert article.dateline is not None
    assert article.dateline.date is None


def test_a_speaker_before_a_colon_is_no_dateline() -> None:
    assert page(body="MODERATOR: " + BODY).dateline is None


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The ministers shake hands in Valletta on Tuesday –Southwire photo",
         "The ministers shake hands in Valletta on Tuesday", "Southwire photo"),
        ("The ministers (R) shake hands in Valletta. (Southwire/Photo by Paul Borg)",
         "The ministers (R) shake hands in Valletta.", "Southwire/Photo by Paul Borg"),
        ("The ministers in Valletta. Photograph: Paul Borg/Southwire",
         "The ministers in Valletta.", "Paul Borg/Southwire"),
        ("The ministers on their way. Paul Borg/Southwire", "The ministers on their way.", "Paul Borg/Southwire"),
        ("The ministers in Valletta. [Photo/Southwire]", "The ministers in Valletta.", "Photo/Southwire"),
        ("The ministers in Valletta. Photo: Southwire", "The ministers in Valletta.", "Southwire"),
        ("The ministers in Valletta. Paul Borg via Southwire", "The ministers in Valletta.", "Paul Borg via Southwire"),
    ],
)  # fmt: skip
def test_captions_and_their_credit(line: str, caption: str, credit: str) -> None:
    article = page(head=f"4 March 2025\n\n{line}")
    assert [(c.text, c.credit) for c in article.captions] == [(caption, credit)]
    assert texts(article, "caption") == [line]


@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_a_caption_printed_twice_is_kept_once(between: str) -> None:
    caption = "Peru's minister Hugo Lazo arrives in Valletta by boat on Monday –Southwire photo"
    article = page(head=f"4 March 2025\n\n{caption}{between}{caption}")
    assert article.text.count("arrives in Valletta by boat") == 1
    assert [c.credit for c in article.captions] == ["Southwire photo"]


@pytest.mark.parametrize(
    "tail",
    [
        "Share this", "Share if you like", "Filter By Topic", "Share: Facebook | X | WhatsApp", "Tags: Malta, Peru",
        "KEY WORDS: Malta,Peru,Talks", "Read more: Malta's long wait", "ALSO READ: Malta's long wait", "Back to Top",
        "(Reporting by Rita Camilleri; Editing by Jose Quispe)", "Reporting by Rita Camilleri; editing by Jose Quispe",
        "Our Standards: The Southwire Handbook", "Follow us on WhatsApp", "Sign up to our Andean briefing",
        "Related news", "Related news\n\nMalta's long wait\n\nPeru counts consuls", "Previous: Minister opens school",
        "(This report was auto-published from a syndicated feed.)", "(QN-AB)", "Suggest to a friend | Print",
        "ENDS\n\nMedia contact: Office of the Minister", "###\n\nNotes to editors\n\nMalta has nine consulates there.",
        "Malta's long wait", "© 2025 Southwire. All rights reserved.", "desk@paper.example",
    ],
)  # fmt: skip
def test_furniture_at_the_foot_is_listed_and_not_in_the_text(tail: str) -> None:
    article = page(tail=tail)
    assert texts(article, "body") == BODY.split("\n\n")
    for line in tail.split("\n\n"):
        assert line in article.furniture
        assert line not in article.text


@pytest.mark.parametrize("head", ["WORLD", "Southern Dawn\n\nHome » News » Diplomacy", "Skip to main content"])
def test_furniture_above_the_title(head: str) -> None:
    article = read(f"{head}\n\n{TITLE}\n\n4 March 2025\n\n{BODY}").article
    assert article.title == TITLE
    assert set(head.split("\n\n")) <= set(article.furniture)


def test_links_in_the_middle_do_not_break_the_body() -> None:
    first, second, third = BODY.split("\n\n")
    article = page(body="\n\n".join((first, "Also read", "Malta's long wait", "Consuls of the Andes", second, third)))
    assert texts(article, "body") == [first, second, third]


def test_headings_within_the_body() -> None:
    first, second, third = BODY.split("\n\n")
    article = page(body="\n\n".join((first, "What comes next", second, third)))
    assert texts(article, "heading") == ["What comes next"]


def test_a_transcript_keeps_its_short_last_turns_and_its_repeated_answers() -> None:
    turns = ["SPOKESMAN BORG: Good afternoon. Let us begin with the consulate in Cusco.", "Q: When does it open?",
             "SPOKESMAN BORG: No comment.", "Q: Next year?", "SPOKESMAN BORG: No comment."]  # fmt: skip
    article = page(body="\n\n".join(turns))
    assert texts(article, "body") == turns


def test_a_communique_keeps_who_signed_it() -> None:
    article = page(tail="For the Republic of Malta\n\nCarmen Zerafa\n\nBack to documents")
    assert "Carmen Zerafa" in article.text
    assert article.furniture == ("Back to documents",)


def test_a_title_cut_by_a_line_break_is_joined() -> None:
    article = page(title="Joint Statement\nby the ministers of Malta and Peru", head="Valletta, 4 March 2025")
    assert article.title == "Joint Statement by the ministers of Malta and Peru"


def test_every_extent_quotes_the_text() -> None:
    article = page(head="By Rita Camilleri\n\n4 March 2025\n\nThe hall. Photo: Southwire", tail="Share this")
    assert article.text == "\n\n".join(article.text[p.start : p.end] for p in article.paragraphs)
    for caption in article.captions:
        assert article.text[caption.start : caption.end] == caption.text


def test_a_dateline_of_december_on_a_page_of_january_is_of_the_year_before() -> None:
    article = page(head="2 January 2025", body="VALLETTA, Dec. 30 (Southwire) - " + BODY)
    assert article.dateline is not None
    assert article.dateline.date == "2024-12-30"


def test_a_letterhead_above_the_title() -> None:
    article = page(title=f"MINISTRY OF FOREIGN AFFAIRS\n\nREPUBLIC OF MALTA\n\nPRESS RELEASE\n\nNo. 14/2025\n\n{TITLE}")
    assert article.title == TITLE
    assert article.furniture == ("MINISTRY OF FOREIGN AFFAIRS", "REPUBLIC OF MALTA", "PRESS RELEASE", "No. 14/2025")


def test_a_credit_before_a_caption_that_is_repeated_without_it() -> None:
    caption = "The house in Cusco was bought in May"
    article = page(head=f"4 March 2025\n\nGetty Images {caption}\n{caption}")
    assert [(c.text, c.credit) for c in article.captions] == [(caption, "Getty Images")]
    assert article.text.count(caption) == 1


def test_what_a_gallery_prints_around_a_caption() -> None:
    line = "[1/2]The house in Cusco, January 3, 2024. SOUTHWIRE/Luis Vega Purchase Licensing Rights, opens new tab"
    article = page(head=f"5 January 2024\n\n{line}")
    assert [(c.text, c.credit) for c in article.captions] == [
        ("The house in Cusco, January 3, 2024.", "SOUTHWIRE/Luis Vega")
    ]


def test_a_stamp_at_the_foot_does_not_make_a_standfirst_of_a_short_body() -> None:
    first, second, _ = BODY.split("\n\n")
    article = page(
        head="5 January 2024", body=f"{first}\n\n{second}", tail="First published on: 5 January 2024 at 11:50 GMT"
    )
    assert texts(article, "body") == [first, second]
    assert article.standfirst is None


@pytest.mark.parametrize(
    "line", ["He will leave for Lima later in the week. (ANI)", "He will leave for Lima on Friday. (Xinhua)"]
)
def test_an_agencys_signature_under_a_report_is_no_credit(line: str) -> None:
    article = page(head="5 January 2024", tail=line)
    assert article.captions == ()
    assert article.text.endswith(line)
