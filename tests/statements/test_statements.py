"""Statements, through the reader: who said what, to whom, through whom, when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reader import Reader
from onrecord.record import Record, Statement

BOTH = ["Marta Lind", "Ivo Petrov"]
LEAD = "Talks on the canal go on\n\n"

Read = Callable[[str], Record]


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    """Read a body of text under a title."""

    def _read(text: str, title: str = LEAD, published: str = "2024-05-17") -> Record:
        return reader.read_bytes((title + text).encode(), published=published)

    return _read


def said(record: Record, words: str) -> Statement:
    """Return the innermost statement whose text starts with the words, with or without "that"."""
    found = [s for s in record.statements if s.text.removeprefix("that ").startswith(words)]
    assert found, f"no statement starts with {words!r}: {[s.text for s in record.statements]}"
    return min(found, key=lambda s: len(s.text))


def name(record: Record, actor: str | None) -> str | None:
    return next((a.name for a in record.actors if a.id == actor), None)


@pytest.mark.parametrize(
    ("text", "words", "speaker", "kind"),
    [
        ('"We will keep the locks open," Marta Lind said.', "We will keep the locks open", "Marta Lind", "direct"),
        ('"We will keep the locks open," said Marta Lind.', "We will keep the locks open", "Marta Lind", "direct"),
        ('Marta Lind said: "We will keep the locks open."', "We will keep the locks open", "Marta Lind", "direct"),
        ("Marta Lind said the locks would stay open.", "the locks would stay open", "Marta Lind", "indirect"),
        ("The locks would stay open, Marta Lind said.", "The locks would stay open", "Marta Lind", "indirect"),
        ("According to Marta Lind, the locks are sound.", "the locks are sound", "Marta Lind", "indirect"),
        ("The locks are sound, according to Marta Lind.", "The locks are sound", "Marta Lind", "indirect"),
        ('Marta Lind said the locks were "as good as new".', "the locks were", "Marta Lind", "mixed"),
        ('Marta Lind called the toll "a joke".', "the toll", "Marta Lind", "mixed"),
        ("Marta Lind accused Okoro of hiding the bill.", "Okoro of hiding the bill", "Marta Lind", "indirect"),
        ("Marta Lind urged Okoro to publish the bill.", "Okoro to publish the bill", "Marta Lind", "indirect"),
        ("Marta Lind welcomed the new toll.", "the new toll", "Marta Lind", "indirect"),
        ("Marta Lind put the bill at $9 million.", "the bill at $9 million", "Marta Lind", "indirect"),
        ("Marta Lind promised to open the locks.", "to open the locks", "Marta Lind", "indirect"),
        ('"Not one boat has passed" - Marta Lind', "Not one boat has passed", "Marta Lind", "direct"),
    ],
)  # fmt: skip
def test_the_cue_may_stand_anywhere(read: Read, text: str, words: str, speaker: str, kind: str) -> None:
    record = read(text)
    statement = said(record, words)
    assert (name(record, statement.speaker), statement.kind) == (speaker, kind)


def test_a_split_quotation_is_one_statement_and_a_new_sentence_another(read: Read) -> None:
    record = read(
        '"I asked," Marta Lind said, "and nobody came." She left. "It was late," Marta Lind added. "I slept."'
    )
    assert [s.text for s in record.statements] == ["I asked and nobody came.", "It was late", "I slept."]
    assert len(record.statements[0].spans) == 2
    assert {name(record, s.speaker) for s in record.statements} == {"Marta Lind"}


def test_a_quotation_over_paragraphs_has_one_speaker(read: Read) -> None:
    record = read(
        '"We dug for a year," Marta Lind said. "Then it rained.\n\n"It rained for weeks.\n\n"Then it stopped."'
    )
    assert [s.text for s in record.statements][1:] == ["Then it rained.", "It rained for weeks.", "Then it stopped."]
    assert {name(record, s.speaker) for s in record.statements} == {"Marta Lind"}


def test_the_last_paragraph_may_name_the_speaker(read: Read) -> None:
    record = read('"We dug for a year.\n\n"Then it rained," Marta Lind said.')
    assert {name(record, s.speaker) for s in record.statements} == {"Marta Lind"}


def test_an_odd_number_of_marks_swallows_nothing(read: Read) -> None:
    record = read('"We dug for a year, Marta Lind said.\n\nOkoro said the canal was safe.')
    assert name(record, said(record, "the canal was safe").speaker) == "Okoro"


def test_scare_quotes_alone_are_no_statement(read: Read) -> None:
    assert read('The "canal of friendship" is 80 kilometres long.').statements == ()


def test_clauses_under_one_cue_are_one_statement_each(read: Read) -> None:
    record = read("Marta Lind said that the locks were sound and that the toll would rise.")
    assert {s.text.removeprefix("that ") for s in record.statements} == {"the locks were sound", "the toll would rise"}


def test_a_second_verb_of_the_speaker_ends_what_was_said(read: Read) -> None:
    record = read("Marta Lind said the locks would stay open, and welcomed the new toll.")
    assert said(record, "the locks would stay open").text == "the locks would stay open"
    assert said(record, "the new toll").cue is not None


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("Marta Lind denied that the locks leaked.", "the locks leaked", "denied"),
        ("Marta Lind rejected reports that the locks leaked.", "reports", "denied"),
        ("Marta Lind refused to say whether the locks leaked.", "whether the locks leaked", "declined"),
        ("Marta Lind did not say whether the locks leaked.", "whether the locks leaked", "declined"),
        ("Marta Lind asked whether the locks leaked.", "whether the locks leaked", "questioned"),
        ("Marta Lind said that the locks leaked.", "the locks leaked", "asserted"),
    ],
)
def test_polarity_follows_the_cue(read: Read, text: str, words: str, polarity: str) -> None:
    assert said(read(text), words).polarity == polarity


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Marta Lind said the locks were sound.", "the locks were sound", "speech"),
        ("Marta Lind believes the locks are sound.", "the locks are sound", "thought"),
        ("Marta Lind hopes to sell the locks.", "to sell the locks", "intention"),
    ],
)
def test_speech_thought_and_intention_are_told_apart(read: Read, text: str, words: str, act: str) -> None:
    assert said(read(text), words).act == act


@pytest.mark.parametrize(
    "text",
    [
        "Marta Lind is expected to announce a new toll.",
        "Marta Lind may announce a new toll.",
    ],
)
def test_what_has_not_been_said_is_no_statement(read: Read, text: str) -> None:
    assert read(text).statements == ()


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("Marta Lind said Ivo Petrov had told her that the locks leaked.", "the locks leaked", BOTH),
        ("Ivo Petrov was quoted by Marta Lind as saying that the locks leaked.", "the locks leaked", BOTH),
        ('"The locks leak," Ivo Petrov said, as quoted by Marta Lind.', "The locks leak", BOTH),
        ("According to Marta Lind, Ivo Petrov said the locks leaked.", "the locks leaked", BOTH),
        ("Ivo Petrov said the locks leaked.", "the locks leaked", []),
    ],
)  # fmt: skip
def test_the_chain_runs_from_the_outermost_voice(read: Read, text: str, words: str, chain: list[str]) -> None:
    record = read(text)
    assert [name(record, c) for c in said(record, words).chain] == chain


def test_a_quotation_within_a_quotation_is_nested(read: Read) -> None:
    record = read("“Ivo Petrov told me, ‘The locks leak,’ and he was right,” Marta Lind said.")
    inner = said(record, "The locks leak")
    outer = said(record, "Ivo Petrov told me")
    assert inner.nested_in == outer.id
    assert [name(record, c) for c in inner.chain] == ["Marta Lind", "Ivo Petrov"]


def test_the_speaker_s_own_wishes_within_his_words_are_no_statement_of_their_own(read: Read) -> None:
    assert len(read("Marta Lind said she wanted to sell the locks.").statements) == 1


def test_hearers_are_told_from_the_cue(read: Read) -> None:
    record = read("Marta Lind told Ivo Petrov that the locks leaked.")
    assert [name(record, a) for a in said(record, "the locks leaked").addressees] == ["Ivo Petrov"]


def test_in_a_readout_the_other_party_hears(read: Read) -> None:
    title = "Foreign Minister Lind speaks with Bulgarian counterpart\n\n"
    text = (
        "Foreign Minister Marta Lind spoke by telephone with Bulgaria's Foreign Minister, Ivo Petrov, on 16 May 2024."
        "\n\n"
        "Ms Lind raised the delay in reopening the locks. Mr Petrov replied that they would open in June."
    )
    record = read(text, title)
    assert [name(record, a) for a in said(record, "the delay").addressees] == ["Ivo Petrov"]
    assert [name(record, a) for a in said(record, "they would open").addressees] == ["Marta Lind"]
    assert said(record, "the delay").channel == "phone"
    assert record.times[said(record, "the delay").said or 0].value == "2024-05-16"


def test_the_time_of_saying_hangs_on_the_cue(read: Read) -> None:
    record = read("Marta Lind said on Thursday that the locks would open on 3 June.")
    statement = said(record, "the locks would open")
    assert statement.said is not None
    assert record.times[statement.said].text == "Thursday"


def test_no_time_of_saying_is_made_up(read: Read) -> None:
    assert said(read("Marta Lind said the locks would open on 3 June."), "the locks").said is None


def test_turns_of_a_transcript(read: Read) -> None:
    title = "Canal Authority briefing, 14 May 2024\n\n"
    text = (
        "SPOKESPERSON LIND: The locks are open.\n\n"
        "Q: Harbour Post. Ivo Petrov said yesterday that the locks leak. Do they?\n\n"
        "SPOKESPERSON LIND: They do not.\n\nQ: Will you let us see them?\n\nSPOKESPERSON LIND: No."
    )
    record = read(text, title)
    turns = [s for s in record.statements if s.nested_in is None]
    assert [s.text for s in turns][1:] == [
        "Ivo Petrov said yesterday that the locks leak. Do they?", "They do not.", "Will you let us see them?", "No.",
    ]  # fmt: skip
    assert [s.polarity for s in turns] == ["asserted", "questioned", "asserted", "questioned", "asserted"]
    nested = said(record, "the locks leak")
    assert [name(record, c) for c in nested.chain] == ["Harbour Post", "Ivo Petrov"]


@pytest.mark.parametrize("title", ["Marta Lind says the locks will open\n\n", "Marta Lind: the locks will open\n\n"])
def test_headlines_are_marked(read: Read, title: str) -> None:
    record = read("Boats have waited for a year on the canal, and the queue has grown since March.", title)
    assert said(record, "the locks will open").headline


def test_a_speaker_that_cannot_be_told_is_left_open(read: Read) -> None:
    record = read('The rain fell.\n\n"Nobody told us that the locks would close for a whole winter."')
    (statement,) = record.statements
    assert statement.speaker is None
    assert [(u.id, u.field) for u in record.unresolved if u.layer == "statements"] == [(statement.id, "speaker")]


def test_spans_quote_the_page_and_text_joins_them(read: Read) -> None:
    record = read('"I asked," Marta Lind said, "and nobody came." Ivo Petrov said that it had rained.')
    for statement in record.statements:
        assert statement.text == " ".join(record.article.text[s.start : s.end] for s in statement.spans)


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Post reported on Wednesday, citing Ivo Petrov, that the locks leaked.",
        "The Harbour Post, citing Ivo Petrov, reported that the locks leaked.",
    ],
)
def test_a_cited_source_speaks_through_the_outlet(read: Read, text: str) -> None:
    record = read(text)
    statement = said(record, "the locks leaked")
    assert name(record, statement.speaker) == "Ivo Petrov"
    assert [name(record, c) for c in statement.chain] == ["Harbour Post", "Ivo Petrov"]


def test_outlets_that_label_their_own_questions_ask(read: Read) -> None:
    title = "Canal Authority briefing, 14 May 2024\n\n"
    text = (
        "Marta Lind: The locks are open.\n\nHarbour Post: Do the locks leak?\n\nMarta Lind: They do not.\n\n"
        "River Radio: Will you let us see them?\n\nMarta Lind: No."
    )
    turns = [s for s in read(text, title).statements if s.nested_in is None]
    assert [s.polarity for s in turns] == ["asserted", "questioned", "asserted", "questioned", "asserted"]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        (
            "Marta Lind said the locks had leaked, and warned that the toll would rise.",
            "the locks had leaked",
            "the locks had leaked",
        ),
        ("Marta Lind said on Friday the locks would open.", "the locks would open", "the locks would open"),
        (
            "Marta Lind said the locks would open, in what would be the first passage since March.",
            "the locks would open",
            "the locks would open",
        ),
        (
            "Marta Lind condemned the closure of the locks by Ivo Petrov.",
            "the closure",
            "the closure of the locks by Ivo Petrov",
        ),
        ("The locks, Marta Lind said, would open in June.", "The locks", "The locks would open in June"),
        ('The toll "is a joke", Marta Lind said.', "The toll", "The toll is a joke"),
    ],
)
def test_words_end_where_the_reporter_goes_on(read: Read, text: str, words: str, whole: str) -> None:
    assert said(read(text), words).text.replace('"', "") == whole


def test_what_an_object_denies_of_itself_is_no_statement(read: Read) -> None:
    assert read("Marta Lind offered no evidence.").statements == ()


def test_the_date_of_a_thing_is_no_date_of_saying(read: Read) -> None:
    statement = said(read("Marta Lind thanked Ivo Petrov for his help after the January flood."), "Ivo Petrov")
    assert statement.said is None


HOLDS_TALKS = (
    "Marta Lind of Norway and Ivo Petrov of Bulgaria\n\nNorway's President Marta Lind holding talks with Bulgaria's "
    "President Ivo Petrov via a video link from Oslo on Thursday -Harbour photo\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        '"The locks leak," Ivo Petrov was quoted as saying in the video call by the Harbour Post.',
        '"The locks leak," Ivo Petrov was quoted as saying by the Harbour Post.',
        "The Harbour Post said Ivo Petrov told Marta Lind that the locks leaked and that the toll would rise.",
    ],
)
def test_an_outlet_that_passes_words_on_is_their_relay(read: Read, text: str) -> None:
    record = read(text)
    for statement in record.statements:
        assert [name(record, c) for c in statement.chain] == ["Harbour Post", "Ivo Petrov"]


def test_that_somebody_told_somebody_is_no_statement_beside_what_he_told(read: Read) -> None:
    record = read(
        "The Harbour Post said Ivo Petrov told Marta Lind that the locks leaked and that the toll would rise."
    )
    assert [s.text.removeprefix("that ") for s in record.statements] == ["the locks leaked", "the toll would rise"]
    assert {name(record, s.speaker) for s in record.statements} == {"Ivo Petrov"}


@pytest.mark.parametrize(
    "text",
    [
        "The finance ministry doubled the share of kroner in the canal fund to 60 per cent.",
        "The finance ministry raised the share of the fund that may be held in kroner to 15 per cent from 5 per cent.",
        "Norway extended the 2015 treaty on the canal.",
        "Norway would hardly welcome a rival canal.",
        "Norway has been careful not to provide any help for the canal.",
        "Boats passed what both view as the gate to Sofia.",
    ],
)
def test_deeds_and_the_pages_own_phrases_are_no_statements(read: Read, text: str) -> None:
    assert read(text).statements == ()


def test_a_word_quoted_as_somebody_s_term_is_a_statement(read: Read) -> None:
    record = read('Boats were kept out for what Marta Lind called a "brief" pause.')
    assert name(record, said(record, 'a "brief" pause').speaker) == "Marta Lind"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In remarks from a video conference with Ivo Petrov, Marta Lind said the locks leaked.", "video"),
        ("At a news conference, Marta Lind said the locks leaked.", "press-conference"),
        ("In a report on a phone call, the Harbour Post said the locks leaked.", "written"),
    ],
)
def test_the_channel_is_that_of_the_saying(read: Read, text: str, channel: str) -> None:
    assert said(read(text), "the locks leaked").channel == channel


@pytest.mark.parametrize(
    "text",
    [
        'Marta Lind told Ivo Petrov: "The locks leak."',
        "In opening remarks carried by state television, Marta Lind said the locks leak.",
    ],
)
def test_a_fresh_picture_of_talks_dates_what_was_said_in_them(read: Read, text: str) -> None:
    record = read(text, HOLDS_TALKS)
    statement = next(s for s in record.statements if "locks leak" in s.text)
    assert statement.said is not None
    assert record.times[statement.said].value == "2024-05-16"


def test_what_others_said_is_not_dated_by_the_talks(read: Read) -> None:
    record = read("Spokesman Tor Hagen of Norway said the locks leak.", HOLDS_TALKS)
    assert next(s for s in record.statements if "locks leak" in s.text).said is None


def test_a_headline_s_second_verb_ends_what_was_said(read: Read) -> None:
    title = "Oslo says toll was lawful and dismisses 'lectures' from Sofia\n\n"
    assert said(read("Boats have waited for a year on the canal.", title), "toll").text == "toll was lawful"


def test_a_headline_of_a_deal_is_nobody_s_words(read: Read) -> None:
    title = "Norwegian, Bulgarian leaders agree to open the canal\n\n"
    assert read("Boats have waited for a year on the canal.", title).statements == ()


def test_a_thing_s_maker_after_a_date_is_part_of_what_was_condemned(read: Read) -> None:
    record = read("Marta Lind strongly condemned the closure of 3 May by the Canal Authority and urged it to reopen.")
    assert said(record, "the closure").text == "the closure of 3 May by the Canal Authority"


def test_one_of_a_group_speaks_as_himself(read: Read) -> None:
    record = read("Canal officials dispute that. One, who was not allowed to speak, said the locks leaked.")
    assert [s.text for s in record.statements] == ["the locks leaked"]
    assert name(record, record.statements[0].speaker) == "One"
