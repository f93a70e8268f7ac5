"""Descriptions that take up whom the page has named, or will name; states that are not guessed."""

from __future__ import annotations

import pytest

from onrecord.actors import Cast


def named(cast: Cast, words: str) -> str | None:
    """Return the name of the one actor whose mention reads so, None when nobody's does."""
    found = {p.name for p in cast for m in p.mentions if m.text == words}
    assert len(found) <= 1, (words, found)
    return next(iter(found), None)


def country(cast: Cast, name: str) -> str | None:
    """Return the country of the actor of this name."""
    return next(p.country for p in cast if p.name == name)


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Foreign Minister Karl Zerafa of Malta flew home. The 58-year-old said he was content.", "58-year-old", 0),
        ("Foreign Minister Karl Zerafa of Malta flew home. The father-of-three called it luck.", "father-of-three", 0),
        ("President Karl Zerafa met Minister Ana Quispe. The latter had asked for the talks.", "latter", "Ana Quispe"),
        ("Malta's president Karl Zerafa met Peru's president, Ana Quispe. The Peruvian had asked for it.", "Peruvian",
         "Ana Quispe"),
        ("Peru's president, Ana Quispe, received Malta's president, Karl Zerafa. Quispe thanked her guest warmly.",
         "her guest", 0),
        ("Former general Karl Zerafa denied it. The general said he had been abroad.", "general", 0),
        ("Malta's foreign minister flew home on Friday.\n\nKarl Zerafa spent two hours in Lima.",
         "Malta's foreign minister", 0),
        ("Gozo Catch Ltd denied it. The company said its boats were in port.", "company", "Gozo Catch Ltd"),
    ],
)  # fmt: skip
def test_a_description_is_led_to_whom_it_takes_up(read, text: str, words: str, wanted: str | int) -> None:
    _, cast, _ = read(text, published="2031-06-12")
    assert named(cast, words) == (wanted or "Karl Zerafa")


def test_the_ambassador_is_the_one_described_last(read) -> None:
    _, cast, _ = read(
        "Ambassador Ruiz was called in on Monday.\n\nFishermen stayed in port.\n\nPrices rose.\n\n"
        "On Tuesday the Chinese ambassador spoke in Cebu.\n\nThe ambassador left early.",
        published="2031-06-12",
    )
    assert named(cast, "ambassador") == "Chinese ambassador"


def test_a_minister_of_no_state_told_is_not_anothers(read) -> None:
    text = (
        "Briefing\n\nQ: Good morning.\n\nMS. ROCA: Good morning.\n\n"
        "Q: Malaysia's foreign minister complained.\n\nMS. ROCA: We heard him.\n\n"
        "Q: Will Foreign Minister Cho come?\n\nMS. ROCA: He will."
    )
    _, cast, notes = read(text, published="2031-06-12")
    assert country(cast, "Cho") is None
    assert any(u.field == "country" for u in notes.unresolved if u.layer == "actors")


@pytest.mark.parametrize(
    ("question", "name", "wanted"),
    [
        ("On Venezuela, President Rivas has said he will resign. Any comment?", "Rivas", "VEN"),
        ("Prime Minister Lindqvist is coming next week, is that right?", "Lindqvist", None),
        ("On Nepal. Will Foreign Minister Liang still travel there?", "Liang", None),
    ],
)
def test_a_question_tells_the_state_it_is_about(read, question: str, name: str, wanted: str | None) -> None:
    text = f"QUESTION: Hello.\n\nMS. ROCA: Good morning.\n\nQUESTION: {question}\n\nMS. ROCA: We have seen that."
    _, cast, _ = read(text, published="2031-06-12")
    assert country(cast, name) == wanted


def test_what_a_page_is_mostly_about_is_not_its_home(read) -> None:
    text = (
        "Defence Secretary Simon Harte met an Iranian agent, a dossier says. Iran denied it. "
        "Iran's embassy called it theatre."
    )
    _, cast, _ = read(text, published="2031-06-12")
    assert country(cast, "Simon Harte") is None


def test_the_subject_of_the_sentence_before_tells_the_state(read) -> None:
    _, cast, _ = read("Denmark joined in. Foreign Minister Jesper Holm promised help.", published="2031-06-12")
    assert country(cast, "Jesper Holm") == "DNK"


def test_the_west_and_western_governments_are_one_bloc(read) -> None:
    _, cast, _ = read("The West was slow to answer. Western governments had promised transformers.")
    assert named(cast, "West") == named(cast, "Western governments") == "the West"
    assert next(p.kind for p in cast if p.name == "the West") == "bloc"


@pytest.mark.parametrize("place", ["Taiping Dao", "Nansha Qundao"])
def test_an_island_is_nobody(read, place: str) -> None:
    _, cast, _ = read(f"{place} has been China's territory since ancient times, he said.")
    assert place not in {p.name for p in cast}


def test_a_given_name_that_looks_like_a_place_belongs_to_the_name(read) -> None:
    _, cast, _ = read("Natalia Sorescu, a former banker who was sworn in last week, met her counterpart for two hours.")
    assert "Natalia Sorescu" in {p.name for p in cast}


def test_each_of_two_titles_in_a_row_is_of_the_name_before_it(read) -> None:
    _, cast, _ = read(
        "At the invitation of H.E. Karol Zawada, President of the Republic of Poland, H.E. Yoon Seo-jun, "
        "President of the Republic of Korea, paid a visit to Poland."
    )
    assert (country(cast, "Karol Zawada"), country(cast, "Yoon Seo-jun")) == ("POL", "KOR")


def test_a_separatist_body_is_of_no_state(read) -> None:
    _, cast, _ = read("BUCHAREST, June 12 (Lakewire) - The separatist administration denied any part in the blast.")
    part = next(p for p in cast if p.name == "separatist administration")
    assert (part.country, part.sector) == (None, "REB")


def test_a_reflexive_is_the_subject(read) -> None:
    _, cast, _ = read("Minister Ngassa apologised. President Bello speaks for himself.")
    assert named(cast, "himself") == "Bello"
