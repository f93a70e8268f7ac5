"""Codes that exports give and records do not hold."""

from __future__ import annotations

from functools import cache

from onrecord.store.countries import rows_of


def cow_of(country: str | None) -> str | None:
    """Return the Correlates of War number of a country (ISO 3166-1 alpha-3), None when it has none."""
    return _cow().get(country or "")


@cache
def _cow() -> dict[str, str]:
    return {row["iso3"]: row["number"] for row in rows_of("share_alike/cow_codes.tsv")}
