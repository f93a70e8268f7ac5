"""Times that hang on an event: settled by the event told in their words, and by no other."""

from __future__ import annotations

from spacy.language import Language

from onrecord.language import parse
from onrecord.notes import Notes
from onrecord.page import read_given
from onrecord.record import Event, Span, Time
from onrecord.times import read_times, settle_event_anchors


def settled(nlp: Language, text: str, *told: tuple[str, str]) -> tuple[list[Time], Notes]:
    """Read a text whose events are told by the first of each pair and dated by the second, both words of the text."""
    (document,) = parse([read_given(text, published="2024-05-15")], nlp)
    notes = Notes()
    times = read_times(document, notes)
    dates = {time.text: index for index, time in enumerate(times)}
    events = [
        Event(
            id=f"e{i}", type="ASSAULT", quad=4, goldstein=-9.0, status="happened", confidence=1.0, date=dates[when],
            trigger=Span.cut(text, text.index(trigger), text.index(trigger) + len(trigger)),
        )
        for i, (trigger, when) in enumerate(told)
    ]  # fmt: skip
    return settle_event_anchors(document, times, events, notes), notes


def test_a_length_takes_the_day_of_the_event_it_names(nlp: Language) -> None:
    text = "Rebels shelled the port on 3 May. The envoy left two days before rebels shelled it."
    (day, apart), notes = settled(nlp, text, ("shelled", "3 May"))
    assert (apart.type, apart.value, apart.earliest, apart.anchor) == ("DATE", "2024-05-01", "2024-05-01", day.start)
    assert notes.unresolved == []


def test_an_event_told_later_by_the_same_word_will_do(nlp: Language) -> None:
    text = "Three days after the shelling of the port, Oslo recalled its envoy. Rebels shelled the port on 3 May."
    (apart, _), notes = settled(nlp, text, ("shelled", "3 May"))
    assert (apart.value, notes.unresolved) == ("2024-05-06", [])


def test_the_event_of_the_main_clause_is_not_the_one_it_hangs_on(nlp: Language) -> None:
    text = "Three days after the quake, rebels shelled the port. The shelling was on 3 May."
    (apart, _), notes = settled(nlp, text, ("shelled", "3 May"))
    assert (apart.type, apart.value, apart.edtf) == ("DURATION", "P3D", None)
    assert [u.reason for u in notes.unresolved] == ["event-anchored"]


def test_two_events_of_different_days_leave_it_open(nlp: Language) -> None:
    text = "Rebels shelled the port on 3 May. They bombed it on 5 May. Two days after the shelling he left."
    (*_, apart), _ = settled(nlp, text, ("shelled", "3 May"), ("shelled", "5 May"))
    assert apart.edtf is None


def test_an_event_without_a_day_leaves_it_open(nlp: Language) -> None:
    text = "Rebels shelled the port in May. The envoy left two days before rebels shelled it."
    (_, apart), notes = settled(nlp, text, ("shelled", "May"))
    assert apart.edtf is None
    assert [u.id for u in notes.unresolved] == [1]
