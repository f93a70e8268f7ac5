"""The times of a text, read by the room alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from onrecord.language import load_pipeline, parse
from onrecord.notes import Notes
from onrecord.page import read_given
from onrecord.record import Time, Unresolved
from onrecord.times import read_times

TimesOf = Callable[..., list[Time]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline, loaded once."""
    return load_pipeline()


@pytest.fixture(scope="session")
def read(nlp: Language) -> Callable[..., tuple[list[Time], list[Unresolved]]]:
    """Read a text's times and what was left open; `modified` as the page gives it."""

    def reading(
        text: str, published: str | None = "2024-05-15", modified: str | None = None
    ) -> tuple[list[Time], list[Unresolved]]:
        article = read_given(text, published=published).model_copy(update={"modified": modified})
        (document,) = parse([article], nlp)
        notes = Notes()
        return read_times(document, notes), notes.unresolved

    return reading


@pytest.fixture(scope="session")
def times_of(read: Callable[..., tuple[list[Time], list[Unresolved]]]) -> TimesOf:
    """Read a text's times, of a page published on Wednesday, 15 May 2024 unless told otherwise."""
    return lambda *args, **kwargs: read(*args, **kwargs)[0]
