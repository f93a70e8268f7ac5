"""Why a fact was read as it was, in words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

Layer = Literal["statement", "event", "time"]

_FRAME = re.compile(r"frame (?P<word>.+):\d+")


def reasons(layer: Layer, why: Sequence[str]) -> list[str]:
    """Return the rules that decided, in words; a rule that has none is shown as the record names it."""
    return list(dict.fromkeys(_words(layer, reason) for reason in why))


def _words(layer: Layer, reason: str) -> str:
    table = _table()
    if found := _FRAME.fullmatch(reason):
        return table[layer, "frame *"].format(found["word"].replace("_", " "))
    if (layer, reason) in table:
        return table[layer, reason]
    head, colon, rest = reason.partition(":")
    if colon and (layer, f"{head}:*") in table:
        return table[layer, f"{head}:*"].format(rest.replace("_", " "))
    for known, words in _patterns(layer):
        if found := known.fullmatch(reason):
            return words.format(found[1].replace("_", " "))
    return reason.replace("_", " ")


@cache
def _table() -> dict[tuple[str, str], str]:
    text = files("onrecord").joinpath("data", "web", "reasons.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return {(layer, reason): words for layer, reason, words in rows}


@cache
def _patterns(layer: Layer) -> list[tuple[re.Pattern[str], str]]:
    """Return the reasons with a word at any place, the longest first."""
    known = sorted(
        (reason for of, reason in _table() if of == layer and "*" in reason and ":" not in reason),
        key=lambda reason: -len(reason),
    )
    return [(re.compile(re.escape(r).replace(r"\*", r"([\w' -]+)")), _table()[layer, r]) for r in known]
