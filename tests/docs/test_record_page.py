"""docs/record.md says exactly what the schema says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import Record

SCHEMA = Record.model_json_schema(by_alias=True, mode="serialization")
TYPES: dict[str, Any] = {"Record": SCHEMA, **SCHEMA["$defs"]}
PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.M | re.S))


@pytest.mark.parametrize("name", TYPES)
def test_every_type_lists_its_fields_in_order(name: str) -> None:
    told = re.findall(r"^\| `(\w+)` \|", SECTIONS[name], flags=re.M)
    assert told == list(TYPES[name]["properties"])


@pytest.mark.parametrize("name", TYPES)
def test_every_value_of_a_closed_field_is_told(name: str) -> None:
    for field, shape in TYPES[name]["properties"].items():
        row = next(line for line in SECTIONS[name].splitlines() if line.startswith(f"| `{field}` |"))
        if field == "channel" and name == "Meeting":
            row = next(line for line in SECTIONS["Statement"].splitlines() if line.startswith("| `channel` |"))
        for value in values(shape):
            assert f"`{value}`" in row or str(value) in row.split("|")[2], f"{name}.{field} does not tell {value!r}"


def values(shape: dict[str, Any]) -> list[Any]:
    """The values of an enumeration, also where it may be null."""
    found = list(shape.get("enum", []))
    for option in shape.get("anyOf", []):
        found += values(option)
    return found
