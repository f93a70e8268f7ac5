"""Names things so that the same thing has the same name in every page: days, addresses, actors, tags."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord.record import Actor

FIRST_DAY = date(1500, 1, 1).toordinal()
LAST_DAY = date(2217, 1, 1).toordinal()
FACT_BITS = 17
VERSION_BITS = 28
"""A fact's id holds 18 bits of its day (counted from 1500), 28 of its version and 17 of its place on the page."""

DAY_SHIFT = VERSION_BITS + FACT_BITS
"""Bits of a fact's id below those of its day."""

MOST_FACTS = 1 << FACT_BITS

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src)$")


def day_of(moment: str | None) -> str | None:
    """Return the day of an ISO date or date with time, as the page wrote it (no change of time zone)."""
    found = _DAY.match(moment or "")
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def week_of(day: str | None) -> str | None:
    """Return the Monday of the day's week."""
    if day is None:
        return None
    ordinal = date.fromisoformat(day).toordinal()
    return date.fromordinal(max(1, ordinal - (ordinal - 1) % 7)).isoformat()


def first_id(day: str | None) -> int:
    """Return the least id that a fact of the day can have; without a day facts come before all others."""
    if day is None:
        return 0
    ordinal = min(max(date.fromisoformat(day).toordinal(), FIRST_DAY), LAST_DAY)
    return (ordinal - FIRST_DAY + 1) << DAY_SHIFT


def fact_id(day: str | None, version: int, place: int) -> int:
    """Return the id of the fact at a place among those of its kind on the page."""
    return first_id(day) | version << FACT_BITS | place


def day_of_id(id: int) -> str | None:
    """Return the day of a fact by its id, None for one without a day."""
    day = id >> DAY_SHIFT
    return date.fromordinal(day + FIRST_DAY - 1).isoformat() if day else None


def fold(text: str) -> str:
    """Return a name in lower case, without accents, its spaces single."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def actor_key(actor: Actor) -> tuple[str, str] | None:
    """Return what links an actor across pages and by which rule; None for an unnamed one, which nothing links."""
    if actor.kind == "unnamed":
        return None
    if actor.kind == "state" and actor.country:
        return f"state:{actor.country}", "code"
    if actor.wikidata:
        return f"wikidata:{actor.wikidata}", "wikidata"
    name, country = fold(actor.name), actor.country or ""
    if actor.kind == "person":
        return f"person:{name}|{country}|{fold(actor.office or '')}", "name"
    return f"{actor.kind}:{name}|{country}", "name"


@lru_cache(maxsize=65_536)
def tag(field: str, value: object) -> str:
    """Return the word that stands for a filter's value in the index of words.

    The tokenizer takes `=` for a letter, so a tag is one word; a reader's query is cleared of `=`, so it cannot name
    one; and the `=` at its end keeps the stemmer off.
    """
    words = re.sub(r"[^0-9a-z]+", "=", fold(str(value))) if not isinstance(value, int) else str(value)
    if not words.strip("="):  # a value in another script
        words = hashlib.blake2b(str(value).encode(errors="replace"), digest_size=6).hexdigest()
    return f"{field}={words.strip('=')}="


def tidy_address(address: str) -> str:
    """Return an address without what does not tell pages apart: fragment, tracking fields, case of the host.

    What is not an http(s) address comes back as it is.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return address
    host = parts.hostname.lower()
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    fields = [f for f in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(f[0])]
    return urlunsplit(("https", host, parts.path.rstrip("/") or "/", urlencode(fields), ""))


def host_of(address: str | None) -> str | None:
    """Return the host of an http(s) address, without `www.`; None for anything else."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and (address or "").startswith(("http://", "https://")) else None


def input_key(data: bytes, given: dict[str, Any]) -> str:
    """Return the key of an input: the same bytes with the same things said about them have the same."""
    said = json.dumps({k: v for k, v in given.items() if v is not None}, sort_keys=True, ensure_ascii=False)
    said_bytes = said.encode("utf-8", "surrogatepass")
    return hashlib.sha256(hashlib.sha256(data).digest() + said_bytes).hexdigest()
