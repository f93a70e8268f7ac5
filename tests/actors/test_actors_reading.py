"""Who is who on own-written pages of the kinds that the project reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.actors import Cast, Part

PAGES = Path(__file__).resolve().parent / "pages"
WIRE, RECEPTION, BRIEFING, QUARREL, FAMILY = (
    (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("wire", "reception", "briefing", "quarrel", "family")
)


def part(cast: Cast, name: str) -> Part:
    """Return the one actor that has a name or is mentioned by it."""
    found = [p for p in cast if p.name == name] or [p for p in cast if any(m.text == name for m in p.mentions)]
    assert len(found) == 1, (name, [(p.name, [m.text for m in p.mentions]) for p in cast])
    return found[0]


@pytest.mark.parametrize(
    ("page", "name", "country", "sector", "office"),
    [
        (WIRE, "Matteo Brandt", "SVK", "GOV", "special envoy"),
        (WIRE, "Arben Gashi", "XKX", "GOV", "prime minister"),
        (WIRE, "Teuta Morina", "XKX", "GOV", "foreign minister"),
        (WIRE, "Carla Whitman", "USA", "GOV", "spokeswoman"),
        (WIRE, "Paul Denning", "USA", "GOV", "ambassador"),
        (WIRE, "Vjollca Berisha", "XKX", "OPP", "Opposition leader"),
        (RECEPTION, "Chidi Okafor", "NGA", "GOV", "Minister of Foreign Affairs"),
        (RECEPTION, "Pirjo Laine", "FIN", "GOV", "Ambassador"),
        (BRIEFING, "Takeda", "JPN", "GOV", "Prime Minister"),
        (QUARREL, "Chan Sophea", "KHM", "GOV", "Defence Ministry spokeswoman"),
        (QUARREL, "Pichai Wongsawat", "THA", "GOV", "Prime Minister"),
        (FAMILY, "Irakli Gelashvili", "GEO", "GOV", "interior minister"),
    ],
)
def test_a_person_has_country_sector_and_office(read, page, name, country, sector, office) -> None:
    _, cast, _ = read(page)
    found = part(cast, name)
    assert (found.country, found.sector, found.office) == (country, sector, office)


@pytest.mark.parametrize(
    ("page", "one", "other"),
    [
        (WIRE, "EU's special envoy", None),
        (WIRE, "bloc", "European Union"),
        (WIRE, "Washington", "United States"),
        (WIRE, "U.S. ambassador in Belgrade", "Paul Denning"),
        (WIRE, "ministry", "Kosovo's Economy Ministry"),
        (RECEPTION, "ambassador of Finland", "Pirjo Laine"),
        (BRIEFING, "MS. HOLT", "Dana Holt"),
        (BRIEFING, "Japanese side", "Japan"),
        (FAMILY, "Mr Beridze", "Levan Beridze"),
        (FAMILY, "Mrs Beridze", "Nino Beridze"),
        (FAMILY, "Her husband", "Levan Beridze"),
    ],
)
def test_two_names_lead_to_one_actor(read, page, one, other) -> None:
    if other is None:
        one, other = "European Union's special envoy", "Matteo Brandt"
    _, cast, _ = read(page)
    assert part(cast, one).id == part(cast, other).id


@pytest.mark.parametrize(
    ("page", "one", "other"),
    [
        (WIRE, "Gashi's office", "Arben Gashi"),
        (WIRE, "State Department", "Carla Whitman"),
        (WIRE, "Kosovo's Economy Ministry", "ministry official"),
        (RECEPTION, "Finnish Government", "Federal Government"),
        (QUARREL, "Cambodian prime minister", "Pichai Wongsawat"),
        (QUARREL, "Anong Raksakul", "Pichai Wongsawat"),
        (FAMILY, "Russian ambassador", "Irakli Gelashvili"),
        (FAMILY, "Levan Beridze", "Nino Beridze"),
    ],
)
def test_two_actors_are_kept_apart(read, page, one, other) -> None:
    _, cast, _ = read(page)
    assert part(cast, one).id != part(cast, other).id


def test_an_outlet_is_told_from_who_writes_for_it(read) -> None:
    _, cast, _ = read(BRIEFING)
    assert part(cast, "Pacific Tribune").kind == "outlet"
    assert part(cast, "Kenji Ono").kind == "person"


def test_a_group_has_its_members(read) -> None:
    _, cast, _ = read(QUARREL)
    assert {cast[m].country for m in part(cast, "two neighbours").members} == {"THA", "KHM"}


def test_a_place_of_filing_is_a_place_and_the_pages_home(read) -> None:
    _, cast, _ = read(QUARREL)
    assert cast.home == "THA"
    assert any((p.name, p.country) == ("BANGKOK", "THA") for p in cast.places)
    assert not any(m.text == "BANGKOK" for p in cast for m in p.mentions)


def test_a_government_site_is_its_states(read) -> None:
    text = "The Prime Minister, Olive Tarn, spoke to reporters on Friday."
    _, cast, _ = read(text, url="https://www.pm.govt.nz/release/1")
    assert part(cast, "Olive Tarn").country == "NZL"


def test_a_name_that_two_share_is_left_open(read) -> None:
    _, cast, notes = read("Minister Ana Vidal met Senator Luis Vidal of Peru. On Monday Vidal left early.")
    (left,) = [u for u in notes.unresolved if u.layer == "actors" and u.field == "mention"]
    assert (left.field, left.reason) == ("mention", "ambiguous")
    assert not any(m.text == "Vidal" for p in cast for m in p.mentions)


def test_a_pronoun_for_nobody_named_is_left_open(read) -> None:
    _, _, notes = read("Rain fell for a week. He said nothing.")
    assert [u.reason for u in notes.unresolved if u.layer == "actors"] == ["no-candidate"]


def test_the_pages_own_pronoun_settles_he_and_she(read) -> None:
    document, cast, _ = read("Ms Tarr thanked Mr Quiroga. She smiled. He left, and she followed him.")
    she, he = part(cast, "Ms Tarr").id, part(cast, "Mr Quiroga").id
    text = document.text
    assert [cast.exactly(text.index(w), text.index(w) + len(w)) for w in ("She", "He", "him")] == [she, he, he]


def test_head_actor_and_describe(read) -> None:
    document, cast, _ = read("Turkey's agriculture minister met the herders of Van and praised their cheese.")
    chunks = {c.root.text: c for c in document.doc.noun_chunks}
    assert cast[cast.head_actor(chunks["minister"]) or ""].country == "TUR"
    assert cast.head_actor(chunks["cheese"]) is None
    described = cast.describe(chunks["cheese"])
    assert described is not None
    assert cast.describe(chunks["cheese"]) == described


def test_reading_takes_time_in_proportion_to_the_text(read) -> None:
    _, once, _ = read(WIRE)
    _, thrice, _ = read("\n\n".join([WIRE] * 3))
    assert {p.name for p in thrice if p.kind == "person"} == {p.name for p in once if p.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Peru's Ana Ruiz met Chile's Pablo Soto. Ruiz's spokesman, Leo Vidal, praised the talks.", "Leo Vidal", "PER"),
        ("Talks between Kenya's Amani Otieno and Uganda's Ruth Achieng failed.", "Ruth Achieng", "UGA"),
        ("Ana Ruiz met Pablo Soto on Monday. Ruiz's spokesman, Leo Vidal, praised the talks.", "Leo Vidal", None),
        ("Norway would not be drawn. Foreign Minister Siv Lunde said she had seen both texts.", "Siv Lunde", None),
        ("In Oslo, Foreign Minister Siv Lunde offered her resignation.", "Siv Lunde", None),
        ("The Norwegian government protested. Foreign Minister Siv Lunde said she was shocked.", "Siv Lunde", None),
        ("The European Commission objected. Spokesperson Siv Lunde said it would wait.", "Siv Lunde", None),
        ("The British minister Ann Vale said she would meet Energy Minister Siv Lunde on Friday.", "Siv Lunde", None),
        ("The talks failed. Foreign Minister Siv Lunde said she had seen both texts.", "Siv Lunde", "GBR"),
    ],
)
def test_the_place_of_filing_gives_no_state_against_other_evidence(read, text, name, country) -> None:
    _, cast, _ = read(f"Talks on the ferry go on\n\nLONDON, June 12 (Albion News) - {text}")
    assert part(cast, name).country == country


@pytest.mark.parametrize(("place", "country"), [("VRANOVO, Serbia", "SRB"), ("MACONVILLE, Georgia", None)])
def test_the_state_behind_an_unknown_place_of_filing_is_the_pages_home(reader, place, country) -> None:
    page = f"Minister opens bridge\n\n{place}, June 12 (Albion News) - Transport Minister Ana Kovic opened a bridge."
    record = reader.read_bytes(page.encode(), published="2024-06-12")
    assert [a.country for a in record.actors if a.name == "Ana Kovic"] == [country]


def test_a_ship_or_a_storm_is_nobody(read) -> None:
    text = (
        "Portugal sent the frigate Anna Lind to the ridge. The Anna Lind left on Monday. Captain Rosa Prado said she "
        "would wait. Hurricane Maria hit the island, and Maria killed ten people."
    )
    _, cast, _ = read(f"A frigate sails\n\n{text}")
    assert [p.name for p in cast if p.kind == "person"] == ["Rosa Prado"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ('Portugal\'s Duarte Vilarinho said the crew could leave. "I wrote it down," he told reporters.', True),
        ("Portugal's Duarte Vilarinho said the crew could leave. It will pay the bail on Monday.", False),
        ("Portugal's Vilarinho Bank said the crew could leave. Its chairman said he would pay.", False),
    ],
)
def test_a_name_behind_a_state_is_a_persons_where_the_page_says_he_or_she(reader, text, person) -> None:
    page = f"Talks on the ferry go on\n\n{text}"
    record = reader.read_bytes(page.encode(), published="2027-03-17")
    found = [a.country for a in record.actors if a.kind == "person" and a.name.endswith("Vilarinho")]
    assert found == (["PRT"] if person else [])
