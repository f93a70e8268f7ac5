"""`onrecord schema`: the JSON Schema of the record."""

from __future__ import annotations

import json
import sys


def schema() -> None:
    """Print the JSON Schema of the record."""
    from onrecord.record import Record

    made = Record.model_json_schema(by_alias=True, mode="serialization")
    sys.stdout.write(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
