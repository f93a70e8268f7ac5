"""The events room's tables hold together: every class, type, mode and effect that they name exists."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

from onrecord.events.lexicon import Effect, classes, embedders, frames, rows
from onrecord.events.ontology import has_mode, quad, score
from onrecord.record import EventType


def test_every_type_has_a_quad_and_a_score() -> None:
    for type_ in get_args(EventType):
        assert quad(type_) in (1, 2, 3, 4)
        assert -10 <= score(type_, None) <= 10


def test_frames_name_types_and_modes_of_plover() -> None:
    types = set(get_args(EventType))
    for uses in frames().values():
        for frame in uses:
            assert frame.type is None or frame.type in types, frame
            assert frame.type is None or has_mode(frame.type, frame.mode), frame


def test_frames_name_classes_that_exist() -> None:
    text = (files("onrecord") / "data" / "events" / "frames.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert {name for line in lines for name in re.findall(r"@([\w-]+)", line)} <= classes().keys()


def test_no_use_of_a_word_is_hidden_by_an_unconditional_one() -> None:
    hidden = [
        (word, later.line)
        for (_, word), uses in frames().items()
        for i, frame in enumerate(uses)
        if not frame.needs
        for later in uses[i + 1 :]
    ]
    assert hidden == []


def test_no_use_of_a_word_stands_twice() -> None:
    twice = [
        (word, later.line)
        for (_, word), uses in frames().items()
        for i, later in enumerate(uses)
        if any(set(later.needs) == set(frame.needs) for frame in uses[:i])
    ]
    assert twice == []


def test_flags_of_frames_are_explained() -> None:
    text = (files("onrecord") / "data" / "events" / "frames.tsv").read_text(encoding="utf-8")
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    flags = {flag for uses in frames().values() for frame in uses for flag in frame.flags}
    assert not [flag for flag in flags if not re.search(rf"\b{flag}\b", head)]


def test_embedders_have_known_effects() -> None:
    assert set(embedders().values()) <= set(get_args(Effect))


def test_no_row_is_short() -> None:
    width = {"frames.tsv": 7, "classes.tsv": 2, "embedders.tsv": 3, "contexts.tsv": 2, "lemmas.tsv": 2}
    for name, cells in width.items():
        assert all(len(row) == cells for _, row in rows(name)), name
