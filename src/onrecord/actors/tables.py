"""The tables of actors: states, places, organisations, outlets, seats of power and who held which office when."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from onrecord.errors import GazetteerError

EntryKind = Literal["state", "nationality", "city", "organisation", "outlet", "seat", "person"]

DATA = files("onrecord") / "data" / "actors"

USER_COLUMNS = ("name", "aliases", "country", "sector", "office", "from", "to")
"""The columns of a user's own table; `name` is required, aliases are parted by ";", dates are ISO 8601."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name in the tables stands for.

    `country` is ISO alpha-3, None where there is none. `office` holds an organ for a seat of power ("presidency").
    `capital` says that a city is the seat of its state's government. `code` is an organisation's in the offices.
    `own` marks a row of the user's.
    """

    kind: EntryKind
    name: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    capital: bool = False
    code: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory: codes and names."""

    iso3: str
    iso2: str
    name: str
    adjectives: tuple[str, ...]
    capital: str
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody in an office of a state (`country`) or an organisation.

    An empty `to` is open; `seen` is the day on which the source of an open one was made, empty when not told.
    """

    name: str
    country: str
    organisation: str
    office: str
    title: str
    start: str
    to: str
    wikidata: str | None
    aliases: tuple[str, ...] = ()
    own: bool = False
    seen: str = ""

    def known_on(self, day: str) -> bool:
        """Return whether the tenure holds on an ISO date, and its source was made less than a year before it.

        An office is not led to whoever held it years ago, in the newest source: foreign ministers stay for two or three
        years. A year is a choice, tuned on nothing.
        """
        return self.on(day) and (bool(self.to) or not self.seen or day < f"{int(self.seen[:4]) + 1}{self.seen[4:]}")

    def on(self, day: str) -> bool:
        """Return whether the tenure holds on an ISO date."""
        return (not self.start or self.start <= day) and (not self.to or day < self.to)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the tables in a text; several entries when the name is ambiguous ("Congo")."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Tables:
    """Every name that the project knows, ready to be matched in one pass."""

    states: dict[str, State] = field(default_factory=dict)
    cow: dict[str, str] = field(default_factory=dict)
    tenures: dict[tuple[str, str], list[Tenure]] = field(default_factory=dict)
    families: dict[str, list[Tenure]] = field(default_factory=dict)
    _names: dict[str, list[tuple[str, Entry]]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, entry: Entry) -> None:
        """Add a name for an entry; names are matched by word, without accents, capitals as written."""
        words = [name] if name.isascii() and name.isalpha() else words_of(fold(name))
        if not words:
            return
        cased = " ".join(words)
        key = cased.lower()
        held = self._names.get(key)
        if held is None:
            self._names[key] = [(cased, entry)]
        elif all(c != cased or (e is not entry and e != entry) for c, e in held):
            held.append((cased, entry))
        first = words[0].lower()
        if self._longest.get(first, 0) < len(words):
            self._longest[first] = len(words)

    def hold(self, tenure: Tenure) -> None:
        """Add a tenure, and the names of its holder."""
        self.tenures.setdefault((tenure.country or tenure.organisation, tenure.office), []).append(tenure)
        entry = Entry(
            "person", tenure.name, country=tenure.country or None, office=tenure.office, wikidata=tenure.wikidata
        )
        for name in (tenure.name, *tenure.aliases):
            self.families.setdefault(fold(name).lower().split()[-1], []).append(tenure)
            if " " in name:  # a family name alone is led to its holder by the page, not by the tables
                self.add(name, entry)

    def holder(self, of: str, office: str, day: str) -> Tenure | None:
        """Return who held an office of a state or organisation on a day, None when not known or not one person."""
        held = [t for t in self.tenures.get((of, office), ()) if t.known_on(day)]
        found = {t.name: t for t in ([t for t in held if t.own] or held)}
        return next(iter(found.values())) if len(found) == 1 else None

    def of_family(self, family: str, day: str) -> Tenure | None:
        """Return the tenure on a day of the one holder with this family name, None when there is none or several."""
        found = [t for t in self.families.get(fold(family).lower(), ()) if t.on(day)]
        return found[0] if len({t.name for t in found}) == 1 else None

    def tenure_of(self, name: str, day: str | None) -> Tenure | None:
        """Return the tenure of a person known by name: the one that holds on the day, else the last before it."""
        own = [t for e in self.lookup(name) if e.kind == "person"
               for t in self.tenures.get((e.country or "", e.office or ""), ()) if t.name == e.name]  # fmt: skip
        if day is None:
            return own[-1] if own else None
        current = [t for t in own if t.on(day)]
        past = sorted((t for t in own if t.to and t.to <= day), key=lambda t: t.to)
        return current[0] if current else past[-1] if past else None

    def match(self, text: str) -> Iterator[Hit]:
        """Yield the longest names in a text, left to right, none within another, in one pass."""
        folded = fold(text)
        words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(folded)]
        lowered = [w.lower() for _, _, w in words]
        at = 0
        while at < len(words):
            reach = min(self._longest.get(lowered[at], 0), len(words) - at)
            for length in range(reach, 0, -1):
                held = self._names.get(" ".join(lowered[at : at + length]))
                fitting = held and tuple(
                    entry for cased, entry in held if _cased_alike(cased, [w for _, _, w in words[at : at + length]])
                )
                if fitting:
                    # One entry may fit in two spellings ("Nato", "NATO").
                    fitting = tuple(dict.fromkeys(fitting)) if len(fitting) > 1 else fitting
                    own = tuple(e for e in fitting if e.own)
                    yield Hit(words[at][0], words[at + length - 1][1], own or fitting)
                    at += length - 1
                    break
            at += 1

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of a name as it stands."""
        words = words_of(fold(name))
        held = self._names.get(" ".join(words).lower(), ())
        fitting = tuple(dict.fromkeys(entry for cased, entry in held if _cased_alike(cased, words)))
        return tuple(e for e in fitting if e.own) or fitting


def words_of(text: str) -> list[str]:
    """Return the words and marks of a text, as the tables count them."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """Return a text of the same length with accents taken off and curly apostrophes straight."""
    return text if text.isascii() else "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    if character in "’‘ʼ`´":
        return "'"
    base = unicodedata.normalize("NFD", character)[0]
    return {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}.get(base, base)


def _cased_alike(cased: str, words: list[str]) -> bool:
    """Return whether words are written as a name wants: capitals where it has them, acronyms all through."""
    for want, got in zip(cased.split(" "), words, strict=True):
        if not want[0].isupper():
            continue
        if not got[0].isupper():
            return False
        if len(want) > 1 and want.isupper() and got != want:
            return False
    return True


def _rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV as mappings; lines that start with "#" are comments."""
    columns: list[str] | None = None
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if columns is None:
            columns = cells
        else:
            yield dict(zip(columns, cells, strict=False))


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file of this room."""
    return _rows((DATA / name).read_text(encoding="utf-8").splitlines())


def _list(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def load_tables(extra: Path | None = None) -> Tables:
    """Return the project's tables, with a user's own laid over them when a path is given.

    A name in the user's table replaces what the project knew under that name.

    Raises:
        GazetteerError: when the user's table cannot be read or lacks its `name` column.
    """
    return _own_tables() if extra is None else _with_extra(extra)


@cache
def _own_tables() -> Tables:
    # Thousands of small objects that all stay: the collector would only walk them, and all of the parser's, in vain.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_own_tables()
    finally:
        if collecting:
            gc.enable()


def _read_own_tables() -> Tables:
    tables = Tables()
    _load_states(tables)
    for row in read_rows("places.tsv"):
        tables.add(row["name"], Entry("city", row["name"], country=row["iso3"], geonames=int(row["geonames"])))
    for row in read_rows("organisations.tsv"):
        entry = Entry(
            "organisation",
            row["name"],
            country=row["iso3"] or None,
            sector=row["sector"],
            office=row["kind"],
            wikidata=row["wikidata"] or None,
            code=row["id"] or None,
        )
        for name in (row["name"], *_list(row["aliases"])):
            tables.add(name, entry)
    for row in read_rows("outlets.tsv"):
        entry = Entry("outlet", row["name"], country=row["iso3"] or None, sector="JRN")
        for name in (row["name"], *_list(row["aliases"])):
            tables.add(name, entry)
    for row in read_rows("metonyms.tsv"):
        entry = Entry(
            "seat", row["name"], country=row["iso3"] or None, office=row["organ"], sector=row["organisation"] or None
        )
        for name in (row["name"], *_list(row["aliases"])):
            tables.add(name, entry)
    for row in read_rows("offices.tsv"):
        tables.hold(_tenure(row))
    for row in read_rows("share_alike/leaders.tsv"):
        _lay_over(tables, _tenure(row))
    return tables


def _lay_over(tables: Tables, newer: Tenure) -> None:
    """Add a tenure from a newer snapshot: it ends the open tenures of others that it follows."""
    held = tables.tenures.get((newer.country, newer.office), [])
    if any(_same_person(t.name, newer.name) and not t.to for t in held):
        return
    for at, tenure in enumerate(held):
        if not tenure.to and newer.start and tenure.start < newer.start:
            held[at] = replace(tenure, to=newer.start)
    tables.hold(newer)


def _same_person(one: str, other: str) -> bool:
    return fold(one).split()[-1] == fold(other).split()[-1]


def _load_states(tables: Tables) -> None:
    for row in read_rows("states.tsv"):
        iso3, name = row["iso3"], row["name"]
        adjectives = _list(row["adjectives"])
        tables.states[iso3] = State(iso3, row["iso2"], name, tuple(adjectives), row["capital"], row["wikidata"] or None)
        state = Entry("state", name, country=iso3, wikidata=row["wikidata"] or None)
        for alias in (name, row["official"], *_list(row["aliases"])):
            tables.add(alias.removeprefix("the "), state)
        nationality = Entry("nationality", name, country=iso3)
        for adjective in (*adjectives, *_list(row["demonyms"])):
            tables.add(adjective, nationality)
        if row["capital"]:
            tables.add(row["capital"], Entry("city", row["capital"], country=iso3, capital=True))
    for row in read_rows("seats_of_government.tsv"):
        tables.add(row["name"], Entry("city", row["name"], country=row["iso3"], capital=True))
    for row in read_rows("share_alike/cow_codes.tsv"):
        tables.cow[row["iso3"]] = row["number"]


def _tenure(row: dict[str, str]) -> Tenure:
    return Tenure(
        name=row["name"], country=row["iso3"], organisation=row["organisation"], office=row["office"],
        title=row["title"], start=row["from"], to=row["to"], wikidata=row["wikidata"] or None,
        aliases=tuple(_list(row["aliases"])), seen=_seen(row["note"]),
    )  # fmt: skip


_SEEN = re.compile(
    r"in office (?:at|on) (?P<day>\d{4}-\d\d-\d\d)|open at last factbook snapshot \(Jan (?P<january>\d{4})\)"
    r"|open end \((?P<year>\d{4})\)"
)


def _seen(note: str) -> str:
    """Return the day on which a row's source was made, from its note; "2025" is the end of that year."""
    found = _SEEN.search(note)
    if found is None:
        return ""
    return found["day"] or (f"{found['january']}-01-31" if found["january"] else f"{found['year']}-12-31")


def _with_extra(path: Path) -> Tables:
    """Return the project's tables with a user's table laid over a copy of them."""
    try:
        rows = list(_rows(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"the table {str(path)!r} cannot be read: {error}") from error
    if rows and "name" not in rows[0]:
        raise GazetteerError(
            f"the table {str(path)!r} has no column 'name'; its columns may be {', '.join(USER_COLUMNS)}"
        )
    base = _own_tables()
    tables = Tables(
        dict(base.states), dict(base.cow), {k: list(v) for k, v in base.tenures.items()},
        {k: list(v) for k, v in base.families.items()}, {k: list(v) for k, v in base._names.items()},
        dict(base._longest),
    )  # fmt: skip
    for row in rows:
        name, country, office = row["name"], row.get("country", ""), row.get("office", "")
        sector = row.get("sector") or None
        kind: EntryKind = "person" if office else "outlet" if sector == "JRN" else "organisation"
        entry = Entry(kind, name, country=country or None, sector=sector, office=office or None, own=True)
        for alias in (name, *_list(row.get("aliases", ""))):
            tables.add(alias, entry)
        if office:
            start, to = row.get("from", ""), row.get("to", "")
            tenure = Tenure(
                name, country, "", office, office, start, to, None, tuple(_list(row.get("aliases", ""))), own=True
            )
            tables.tenures.setdefault((country, office.lower()), []).append(tenure)
    return tables
