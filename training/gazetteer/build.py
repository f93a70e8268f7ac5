"""Build the tables of actors that ship with the package from a folder of source tables.

    python training/gazetteer/build.py SOURCES [OUT]

SOURCES holds countries.tsv, cities.tsv, organisations.tsv, outlets.tsv, metonyms.tsv, offices.tsv (public domain, CC0,
CC BY or compiled by hand) and, apart, cow_codes.tsv and leaders_*_CCBYSA.tsv (CC BY-SA). OUT is the data folder
(default src/onrecord/data/actors). Every table written has a last column `provenance`. A row that somebody wrote into a
table with the provenance `by hand` stays, and goes before the source's row of that name. Rows under a share-alike
licence go to OUT/share_alike, which has a notice of its own. The dated rows on minor persons of Phoenix 2014 are left
out: they are title-cased, mix offices with visitors, and end in January 2014.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "onrecord" / "data" / "actors"

Row = dict[str, str]

# What marks a value that was cut or glossed on the way: half an HTML entity, a gloss in brackets, two names in one.
_BROKEN = re.compile(r"&|\(|\)|/|\bin Romanian\b|administered from")


def read(path: Path) -> list[Row]:
    """Return the rows of a TSV as mappings, comment lines left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


BY_HAND = "by hand"
"""The provenance of rows that are kept."""


def _key(row: Row) -> tuple[str, ...]:
    """Return what tells a row from others of its table."""
    return tuple(row.get(column, "") for column in ("name", "iso3", "office", "from"))


def write(path: Path, header: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a TSV with a header comment; values are kept free of tabs and line breaks, rows made by hand stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {_key(r): r for r in (read(path) if path.exists() else []) if r["provenance"] == BY_HAND}
    rows = [*(kept.pop(_key(r), r) for r in rows), *kept.values()]
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"# {line}\n" for line in header.strip().splitlines())
        out.write("\t".join(columns) + "\n")
        count = 0
        for row in rows:
            out.write("\t".join(" ".join(row.get(c, "").split()) for c in columns) + "\n")
            count += 1
    print(f"{path.name}: {count} rows")


def values(cell: str) -> list[str]:
    """Return the whole values of a list cell."""
    return [v.strip() for v in cell.split(";") if v.strip() and not _BROKEN.search(v)]


def states(source: Path) -> Iterable[Row]:
    """Yield the table of states, corrections laid over."""
    corrections = read(HERE / "corrections.tsv")
    for row in read(source / "countries.tsv"):
        official = re.sub(r"\s*\(.*", "", row["official_name"]).strip()
        state = {
            "iso3": row["iso3"], "iso2": row["iso2"], "name": re.sub(r"\s*\(.*", "", row["name"]).strip(),
            "official": "" if _BROKEN.search(official) else official,
            "adjectives": ";".join(values(row["adjectives"])), "demonyms": ";".join(values(row["demonyms"])),
            "capital": "" if _BROKEN.search(row["capital"]) else re.sub(r",.*", "", row["capital"]),
            "aliases": ";".join(v for v in values(row["aliases"]) if len(v) > 1),
            "wikidata": row["qid"], "geonames": row["geonames_id"], "provenance": row["source"],
        }  # fmt: skip
        for change in corrections:
            if change["iso3"] != row["iso3"]:
                continue
            given, had = values(change["value"]), values(state[change["field"]])
            if change["change"] == "set":
                had = given
            elif change["change"] == "add":
                had += [v for v in given if v not in had]
            else:
                had = [v for v in had if v not in given]
            state[change["field"]] = ";".join(had)
            state["provenance"] = row["source"].removesuffix("+own") + "+own"
        yield state


def places(source: Path) -> Iterable[Row]:
    """Yield cities by their English name, the largest of a name first; other names only for capitals."""
    for row in sorted(read(source / "cities.tsv"), key=lambda r: -int(r["population"])):
        yield {
            "name": row["name"], "iso3": row["iso3"], "geonames": row["geonames_id"],
            "population": row["population"], "capital": row["is_capital"], "provenance": row["source"],
        }  # fmt: skip


def organisations(source: Path) -> Iterable[Row]:
    """Yield organisations; descriptions ("the bloc", "the Fund") are left to context, and cities to metonyms."""
    for row in read(source / "organisations.tsv"):
        names = [*values(row["acronyms"]), *(a for a in values(row["aliases"]) if a[:1].isupper())]
        aliases = [
            a for a in names if a not in {row["hq_city"], row["name"], "EU leaders", "EU lawmakers", "EU summit"}
        ]
        yield {
            "id": row["id"], "name": row["name"], "aliases": ";".join(dict.fromkeys(aliases)), "kind": row["kind"],
            "seat": row["hq_city"], "sector": row["plover_sector"], "wikidata": row["qid"], "provenance": row["source"],
        }  # fmt: skip
    yield from armed_groups()


def cow_codes(source: Path) -> Iterable[Row]:
    """Yield the codes of the Correlates of War project, which are share-alike."""
    for row in read(source / "cow_codes.tsv"):
        yield {
            "iso3": row["iso3"], "cow": row["cow_abbr"], "number": row["cow_code"], "provenance": row["source"],
        }  # fmt: skip


def armed_groups() -> Iterable[Row]:
    """Yield armed groups from the project's own list."""
    for row in read(HERE / "armed_groups.tsv"):
        yield {"id": "", "kind": "group", "seat": "", "wikidata": "", "provenance": "own", **row}


def outlets(source: Path) -> Iterable[Row]:
    """Yield news outlets."""
    for row in read(source / "outlets.tsv"):
        yield {
            "name": row["name"], "aliases": ";".join(values(row["aliases"])), "iso3": row["iso3"],
            "domain": row["domain"],
            "provenance": row["source"],
        }  # fmt: skip


def metonyms(source: Path) -> Iterable[Row]:
    """Yield seats and buildings that stand for an organ; capitals, which stand for a state, are with the states."""
    for row in read(source / "metonyms.tsv"):
        if row["organ"].startswith("government") or _BROKEN.search(row["expression"]):
            continue
        if row["expression"] in {"Brussels", "Strasbourg", "MEA"}:  # three bodies sit there; an acronym is read as such
            continue
        names = [row["expression"].removeprefix("the "), *values(row["aliases"])]
        yield {
            "name": names[0], "aliases": ";".join(n.removeprefix("the ") for n in names[1:]), "iso3": row["iso3"],
            "organisation": row["org"], "organ": row["organ"], "provenance": row["source"],
        }  # fmt: skip


def offices(source: Path) -> Iterable[Row]:
    """Yield who held which office when; titles cut short at the source are left empty."""
    for row in read(source / "offices.tsv"):
        title = "" if re.search(r"\b(of|of the|for)$", row["title"]) or row["title"] == "Prime" else row["title"]
        yield {
            "name": row["name"], "aliases": ";".join(values(row["aliases"])), "iso3": row["iso3"],
            "organisation": row["org"], "office": row["office"], "title": title, "from": row["start"], "to": row["end"],
            "wikidata": row["qid"], "note": re.sub(r"\bas of \w+ knowledge ", "", row["note"]),
            "provenance": row["source"],
        }  # fmt: skip


def leaders(source: Path) -> Iterable[Row]:
    """Yield the newest snapshot of leaders, which is share-alike."""
    for path in sorted(source.glob("leaders_*_CCBYSA.tsv")):
        for row in read(path):
            if row["iso3"].startswith("@"):
                continue
            yield {
                "name": row["name"], "aliases": "", "iso3": row["iso3"], "organisation": "", "office": row["office"],
                "title": row["title"], "from": row["since"], "to": "", "wikidata": row["qid"],
                "note": f"in office on {row['snapshot']}", "provenance": row["source"],
            }  # fmt: skip


OFFICE_COLUMNS = ("name", "aliases", "iso3", "organisation", "office", "title", "from", "to", "wikidata", "note",
                  "provenance")  # fmt: skip


TABLES: tuple[tuple[str, str, tuple[str, ...], Callable[[Path], Iterable[Row]]], ...] = (
    ("states.tsv", "States and territories. Factbook (public domain), GeoNames (CC BY 4.0), Wikidata (CC0), own.",
     ("iso3", "iso2", "name", "official", "adjectives", "demonyms", "capital", "aliases", "wikidata", "geonames",
      "provenance"), states),
    ("places.tsv", "Cities by population. GeoNames (CC BY 4.0).",
     ("name", "iso3", "geonames", "population", "capital", "provenance"), places),
    ("organisations.tsv", "International organisations and armed groups, compiled by hand (CC0); QIDs unverified.",
     ("id", "name", "aliases", "kind", "seat", "sector", "iso3", "wikidata", "provenance"), organisations),
    ("outlets.tsv", "News outlets, compiled by hand (CC0).",
     ("name", "aliases", "iso3", "domain", "provenance"), outlets),
    ("metonyms.tsv", "Seats and buildings that stand for an organ of state, compiled by hand (CC0).",
     ("name", "aliases", "iso3", "organisation", "organ", "provenance"), metonyms),
    ("offices.tsv", "Who held which office when. Factbook (public domain), Wikidata (CC0), compiled by hand (CC0).\n"
     "An empty `to` is open; the note says where an end was inferred.", OFFICE_COLUMNS, offices),
    ("share_alike/leaders.tsv", "Leaders in office on the date of the snapshot. CC BY-SA 4.0: see NOTICE.md here.",
     OFFICE_COLUMNS, leaders),
    ("share_alike/cow_codes.tsv", "Correlates of War codes. CC BY-SA 3.0: see NOTICE.md here.",
     ("iso3", "cow", "number", "provenance"), cow_codes),
)  # fmt: skip
"""Every table: file, what its header says, columns, rows."""


def main() -> int:
    """Build every table; return the exit status."""
    if not 2 <= len(sys.argv) <= 3:
        print(__doc__)
        return 2
    source, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else DATA
    made = "Made by training/gazetteer/build.py. Add rows by hand with the provenance `by hand`: they stay."
    for name, about, columns, rows in TABLES:
        write(out / name, f"{about}\n{made}", columns, rows(source))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
