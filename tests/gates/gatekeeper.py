"""Floors under measured quality: a gate fails when a score sinks below the one it has reached before.

The floors stand in `floors.json`, one entry for each gate: the scores, the fingerprint of the data that they were
measured on, and nothing else. A gate is skipped where its data is not beside the project, and fails where the data is
there but is not the data that the floors were measured on.

    ONRECORD_SHARED=PATH          where the annotated data lies; by default the folder `shared` beside the project
    ONRECORD_LOWER_FLOORS=1       write the measured scores as the new floors, lower ones too, and pass
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

FLOORS = Path(__file__).with_name("floors.json")

EPSILON = 0.3
"""How far, in the scores' own unit of points out of 100, a score may lie under its floor before the gate fails.

One expression more or less on the smallest set moves its score by about 0.1; 0.3 lets through what another patch
release of the parser moves and holds whatever a change of rules does.
"""


def shared(relative: str) -> Path:
    """Return the path of a file of the annotated data, or skip the test when it is not there."""
    root = os.environ.get("ONRECORD_SHARED")
    folder = Path(root) if root else Path(__file__).resolve().parents[3] / "shared"
    path = folder / relative
    if not path.exists():
        pytest.skip(f"no annotated data at {path}; set ONRECORD_SHARED to the folder that holds {relative}")
    return path


def fingerprint(data: Path) -> str:
    """Return the SHA-256 of a file, or of a folder's files in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()) if data.is_dir() else [data]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def floors(name: str) -> dict[str, Any]:
    """Return the entry of a gate, `{"sha256": ..., "scores": {...}}`; empty for a gate that has none yet."""
    entries: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    return entries.get(name, {})


def check(name: str, scores: Mapping[str, float], data: Path, *, slack: float = EPSILON) -> None:
    """Fail when a score lies under its floor by more than `slack`, or was measured on other data.

    Args:
        name: the gate's own key in `floors.json`.
        scores: points out of 100 by name; each needs a floor and each floor needs a score.
        data: the file or folder that the scores were measured on.
        slack: for a set so small that one answer moves a score by more than `EPSILON`.

    Scores above their floors pass and leave them as they are: floors are raised on purpose, with
    `ONRECORD_LOWER_FLOORS=1`, which writes whatever was measured.
    """
    measured = {key: round(value, 2) for key, value in scores.items()}
    mark = fingerprint(data)
    if os.environ.get("ONRECORD_LOWER_FLOORS") == "1":
        entries: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
        entries[name] = {"sha256": mark, "scores": measured}
        FLOORS.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n")
        return
    entry = floors(name)
    assert entry, f"{FLOORS.name} has no floors for {name!r}; measured {measured}; see ONRECORD_LOWER_FLOORS"
    assert entry["sha256"] == mark, f"{data} is not the data that the floors of {name!r} were measured on"
    assert entry["scores"].keys() == measured.keys(), f"floors of {name!r} name other scores than {sorted(measured)}"
    sunk = {k: (v, entry["scores"][k]) for k, v in measured.items() if v < entry["scores"][k] - slack}
    assert not sunk, f"{name}: (measured, floor) {sunk}"
