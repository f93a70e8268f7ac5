"""Says which reader makes a record: its version, and a hash of the models and tables that decide."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

import onrecord
from onrecord.store import MadeBy


@cache
def this_reader() -> MadeBy:
    """Return what the reader installed here puts into a record as its maker."""
    from onrecord.language import DEFAULT_PIPELINE

    version = getattr(import_module(DEFAULT_PIPELINE), "__version__", "")
    digest = hashlib.sha256(f"{DEFAULT_PIPELINE} {version}\n".encode())
    for part in ("data", "models"):
        folder = files(onrecord).joinpath(part)
        if folder.is_dir():
            for file in _files(folder):
                digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return MadeBy(onrecord.__version__, digest.hexdigest()[:16])


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _files(entry)
        else:
            found.append(entry)
    return found
