"""Who speaks in a transcript whose labels are names in capitals, and for whom."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader

TURNS = """BRIGITTE OLAVARRE: Good morning. Our delegation left for Oslo yesterday.

QUESTION: Will the talks go on?

BRIGITTE OLAVARRE: Yes. They will go on until Friday.

QUESTION: Has a date been set?

BRIGITTE OLAVARRE: No date has been set."""


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Press briefing by the Ministry of Foreign Affairs of Peru", "PER"),
        ("Briefing at the Peruvian Foreign Ministry", "PER"),
        ("Briefing by the Ministry of Defence of Peru on the talks with Chile", None),
        ("Press briefing on the border with Peru", None),
    ],
)
def test_a_name_in_capitals_is_one_person_of_the_ministry_in_the_title(
    reader: Reader, title: str, country: str | None
) -> None:
    record = reader.read_bytes(f"{title}\n\n{TURNS}".encode(), published="2025-03-11")
    (speaker,) = {s.speaker for s in record.statements if s.polarity == "asserted"}
    found = next(a for a in record.actors if a.id == speaker)
    assert (found.name, found.kind, found.country) == ("BRIGITTE OLAVARRE", "person", country)


@pytest.mark.parametrize("line", ["Spokeswoman: Brigitte Olavarre", "Brigitte Olavarre, Spokeswoman"])
def test_the_line_under_the_title_tells_the_office(reader: Reader, line: str) -> None:
    page = f"Press briefing by the Ministry of Foreign Affairs of Peru\n\n{line}\n\n{TURNS}"
    record = reader.read_bytes(page.encode(), published="2025-03-11")
    (speaker,) = {s.speaker for s in record.statements if s.polarity == "asserted"}
    found = next(a for a in record.actors if a.id == speaker)
    assert (found.name, found.office, found.country) == ("Brigitte Olavarre", "Spokeswoman", "PER")
