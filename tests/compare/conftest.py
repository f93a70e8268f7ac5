"""Records of the own-written pairs, read once for all tests of comparing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.comparing import Comparison, compare
from onrecord.reader import Reader

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.toml"))


@pytest.fixture(scope="session", params=PAIRS, ids=lambda p: p.stem)
def own_pair(request: pytest.FixtureRequest, reader: Reader) -> tuple[dict[str, Any], Comparison]:
    """What is wanted of a pair, and the comparison of its accounts A and B as A, B, A, B."""
    case = tomllib.loads(request.param.read_text(encoding="utf-8"))
    a, b = (reader.read_bytes(case[side].strip().encode()) for side in ("first", "second"))
    return case, compare([a, b, a, b])
