"""Fixtures that every test may use."""

from __future__ import annotations

import pytest

from onrecord.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for the whole run; loading the parser takes a second."""
    return Reader()
