"""Where the shipped model lies, its settings, and the paragraphs of an annotated text; needs no torch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from onrecord.statements.tagger_decode import LINKED_LABELS
from onrecord.statements.tagger_windows import WindowSizes

SHIPPED = Path(__file__).parents[2] / "src/onrecord/models/attribution"


def write_config(out: Path, decode: dict[str, Any]) -> None:
    """Write the settings beside the graphs, with `decode` over what stands there, and the files' sums."""
    path = out / "config.json"
    old: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    sizes = WindowSizes()
    config = {
        "format": 1,
        "roles": ["cue", "content", "source"],
        "linked_labels": list(LINKED_LABELS),
        "windows": {"pieces": sizes.pieces, "context": sizes.context, "segment": sizes.segment},
        "decode": {**old.get("decode", {}), **decode},
        "sha256": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "linker.onnx", "tokenizer.json")
        },
    }
    path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of a text, which blank lines part."""
    found = []
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append((at, at + len(part)))
        at += len(part) + 2
    return found
