"""Cores: how many this process may use, and how many of them its reader keeps busy."""

from __future__ import annotations

import os

_share: int | None = None


def cores_at_hand() -> int:
    """Return how many cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_to(cores: int) -> None:
    """Let the reader of this process use no more than so many cores, as one of several that read."""
    global _share
    _share = cores


def own_cores() -> int:
    """Return how many cores the reader of this process may use: all at hand, or its share of them."""
    return cores_at_hand() if _share is None else _share
