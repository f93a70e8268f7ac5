"""Corrections: what a person says is wrong, where it stands in a record now, and the annotated pages made of it."""

from onrecord.corrections.drafting import change, checked, field, fields_of, missing, wrong
from onrecord.corrections.facts import FIELDS, Field, facts_of
from onrecord.corrections.standing import Standing, standing
from onrecord.corrections.telling import tell

__all__ = [
    "FIELDS",
    "Field",
    "Standing",
    "change",
    "checked",
    "facts_of",
    "field",
    "fields_of",
    "missing",
    "standing",
    "tell",
    "wrong",
]
