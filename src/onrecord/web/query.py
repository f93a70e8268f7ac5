"""The state of a view and its address: filters read from a query string and written back to one."""

from __future__ import annotations

from dataclasses import replace

from starlette.datastructures import QueryParams

from onrecord.store.filters import FILTERS, Filters
from onrecord.web import urls

WORDS = "q"
DAYS = ("since", "until")


def filters_of(parameters: QueryParams) -> Filters:
    """Return the filters that a query string asks for; what it does not know it leaves out."""
    terms = {name: tuple(v.strip() for v in parameters.getlist(name) if v.strip()) for name in FILTERS}
    days = {name: parameters.get(name, "").strip() or None for name in DAYS}
    return Filters(query=parameters.get(WORDS, ""), **terms, **days)  # type: ignore[arg-type]


def parameters_of(filters: Filters) -> list[tuple[str, str]]:
    """Return the query string's parameters for filters, in a fixed order: one view, one address."""
    held = [(WORDS, filters.query.strip())]
    held += [(name, value) for name in FILTERS for value in getattr(filters, name)]
    held += [(name, getattr(filters, name) or "") for name in DAYS]
    return held


def address(path: str, filters: Filters, **more: str | None) -> str:
    """Return the address of a view."""
    return urls.with_query(path, [*parameters_of(filters), *((k, v or "") for k, v in more.items())])


def toggled(filters: Filters, name: str, value: str) -> Filters:
    """Return the filters with a value of one of them added or, when it is there, taken away."""
    held: tuple[str, ...] = getattr(filters, name)
    changed = tuple(v for v in held if v != value) if value in held else (*held, value)
    return replace(filters, **{name: changed})  # type: ignore[arg-type]


def chosen(filters: Filters) -> list[tuple[str, str, Filters]]:
    """Return each value that is set, as (filter, value, the filters without it)."""
    held = [(name, value, toggled(filters, name, value)) for name in FILTERS for value in getattr(filters, name)]
    for name in DAYS:
        if value := getattr(filters, name):
            held.append((name, value, filters.without(name)))
    return held
