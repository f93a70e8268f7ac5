"""Score what was read against pages that people have annotated (see docs/evaluate.md)."""

from onrecord.evaluate.evaluation import Evaluation, evaluate
from onrecord.evaluate.gold import Case, Gold, PairCase, load_cases, load_pairs
from onrecord.evaluate.report import render_json, render_text
from onrecord.evaluate.tally import Miss, Tally

__all__ = [
    "Case",
    "Evaluation",
    "Gold",
    "Miss",
    "PairCase",
    "Tally",
    "evaluate",
    "load_cases",
    "load_pairs",
    "render_json",
    "render_text",
]
