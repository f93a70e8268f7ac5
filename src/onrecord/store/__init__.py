"""The store: one SQLite file of pages, records, and what can be searched in them."""

from onrecord.store.corrections import Correction, Draft
from onrecord.store.filters import FILTERS, Filters
from onrecord.store.front import ActorCard, Due, PageCard, Stand
from onrecord.store.search import Count, Hit, Results
from onrecord.store.store import Failure, Store, Version, open_store
from onrecord.store.writing import Added, Input, MadeBy

__all__ = [
    "FILTERS",
    "ActorCard",
    "Added",
    "Correction",
    "Count",
    "Draft",
    "Due",
    "Failure",
    "Filters",
    "Hit",
    "Input",
    "MadeBy",
    "PageCard",
    "Results",
    "Stand",
    "Store",
    "Version",
    "open_store",
]
