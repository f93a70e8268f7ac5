"""Where a page comes from, as far as its address and language tag say: for what is written differently by country."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from onrecord.page.vocabulary import values
from onrecord.page.zones import PageCountry

_MONTH_FIRST = frozenset({"US", "PH", "PW", "FM"})
"""Countries that write month before day (Unicode CLDR short date formats, en-US and en-PH among them)."""
_YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "MN", "CA", "SE"})
"""Countries that write the year first, so that neither order of the others is at home there."""
_GENERIC = frozenset(["IO", "AI", "TV", "CO", "ME", "FM", "LY", "CC", "WS", "TO", "GG", "SH", "AC", "LA"])
"""Country domains that are sold to everyone."""
_PATH_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2]|[a-z]{3,9})[/-]?(?P<d>0[1-9]|[12]\d|3[01])(?:/|-|$)"
    r"|-(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:/|$|\.)",
    re.IGNORECASE,
)


def parts_of(url: str | None) -> SplitResult:
    """Return the parts of an address, all of them empty for what is none ("http://[x")."""
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")


def country_of(url: str | None, language_tag: str | None, text: str) -> PageCountry:
    """Return what a page's address, `lang` tag (`en-GB`) and text say of its country."""
    codes: set[str] = set()
    domain = parts_of(url).hostname or ""
    last = domain.rpartition(".")[2].upper()
    if len(last) == 2 and last.isalpha() and last not in _GENERIC:
        codes.add(last)
    elif last in ("GOV", "MIL"):
        codes.add("US")
    region = re.fullmatch(r"[A-Za-z]{2,3}[-_]([A-Za-z]{2})", language_tag or "")
    # "en-US" is what tools write when nobody chose: it says something only where the address says nothing.
    if region and (region[1].upper() != "US" or not codes):
        codes.add(region[1].upper())
    if "UK" in codes:
        codes.add("GB")
    known = codes - _YEAR_FIRST
    day_first = None if not known or len(known) < len(codes) else not (known & _MONTH_FIRST)
    return PageCountry(frozenset(codes), text.lower(), day_first)


def date_in(url: str | None) -> str | None:
    """Return the day that an address names in its path (`/2025/05/21/`), as an ISO date, or None."""
    match = _PATH_DATE.search(parts_of(url).path)
    if match is None:
        return None
    if match["iso"]:
        return match["iso"]
    month = match["m"].lower()
    number = month if month.isdigit() else values("stamps", "month").get(month, "")
    return f"{match['y']}-{int(number):02}-{match['d']}" if number else None
