"""docs/evaluate.md names every field of the gold format."""

from __future__ import annotations

from pathlib import Path

from onrecord.evaluate.gold import Gold, GoldPair

PAGE = (Path(__file__).parents[2] / "docs" / "evaluate.md").read_text(encoding="utf-8")


def test_every_field_of_the_gold_is_told() -> None:
    shapes = [shape.model_json_schema() for shape in (Gold, GoldPair)]
    types = [*shapes, *(kind for shape in shapes for kind in shape["$defs"].values())]
    fields = {name for kind in types for name in kind["properties"]} - {"optional"}
    assert {name for name in fields if f"`{name}`" not in PAGE} == set()
    assert '"optional": true' in PAGE
