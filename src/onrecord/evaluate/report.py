"""The scores as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from onrecord.evaluate.evaluation import Evaluation
from onrecord.evaluate.tally import Miss, Tally

WIDEST = 300
"""A miss is told in so many characters at most: enough to know it, and the page has the rest."""


def render_text(evaluation: Evaluation, *, show: bool = False, layer: str = "") -> str:
    """Return the table of layers, with `show` each miss before it; `layer` keeps those whose name begins so."""
    lines = list(_misses(evaluation, layer)) if show else []
    wide = max((len(name) for name in evaluation.tallies), default=0)
    lines.append(f"{'layer':{wide}}  recall  precision     f1  right/wanted of found")
    for name, tally in evaluation.tallies.items():
        if name.startswith(layer):
            lines.append(f"{name:{wide}}  {_row(tally)}".rstrip())
    lines.append(f"scored: {evaluation.pages - len(evaluation.unread)} pages; pairs compared: {evaluation.pairs}")
    lines += [f"not read: {page}: {reason}" for page, reason in evaluation.unread.items()]
    return "\n".join(lines) + "\n"


def render_json(evaluation: Evaluation, *, show: bool = False, layer: str = "") -> str:
    """Return the scores as JSON: `pages`, `pairs`, `unread`, `layers` by name, and `misses` with `show`."""
    layers = {
        name: asdict(tally) | {"recall": tally.recall, "precision": tally.precision, "f1": tally.f1}
        for name, tally in evaluation.tallies.items()
        if name.startswith(layer)
    }
    told = {
        "pages": evaluation.pages - len(evaluation.unread),
        "pairs": evaluation.pairs,
        "unread": dict(evaluation.unread),
        "layers": layers,
    }
    if show:
        told["misses"] = [asdict(miss) for miss in evaluation.misses if miss.layer.startswith(layer)]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _row(tally: Tally) -> str:
    recall, precision, f1 = (
        "     -" if value is None else f"{value:6.3f}" for value in (tally.recall, tally.precision, tally.f1)
    )
    found = "" if tally.found is None else f" of {tally.found}"
    return f"{recall}     {precision} {f1}  {tally.right}/{tally.wanted}{found}"


def _misses(evaluation: Evaluation, layer: str) -> Iterator[str]:
    for miss in evaluation.misses:
        if miss.layer.startswith(layer):
            yield f"{miss.page}  {miss.layer}: {_cut(miss.what)}"
            yield from _sides(miss)


def _sides(miss: Miss) -> Iterator[str]:
    if miss.wanted is not None:
        yield f"    wanted  {_cut(miss.wanted)}"
    if miss.got is not None:
        yield f"    got     {_cut(miss.got)}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"
