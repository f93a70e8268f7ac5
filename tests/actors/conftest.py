"""What the tests of actors share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import Cast, read_actors
from onrecord.language import Document, load_pipeline, parse
from onrecord.notes import Notes
from onrecord.page.given import read_given

Read = Callable[..., tuple[Document, Cast, Notes]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function that reads the cast of a text: (document, cast, notes)."""
    nlp = load_pipeline()

    def reading(
        text: str, published: str | None = "2024-06-12", url: str | None = None
    ) -> tuple[Document, Cast, Notes]:
        (document,) = parse([read_given(text, published=published, url=url)], nlp)
        notes = Notes()
        return document, read_actors(document, notes), notes

    return reading
