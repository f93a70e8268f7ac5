"""`onrecord search`, `timeline` and `show`: what a store holds."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.commands.add import StoreFile

if TYPE_CHECKING:
    from onrecord.corrections import Standing
    from onrecord.store import Filters, Hit, Results, Store


class Format(StrEnum):
    """How hits are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Find(StrEnum):
    """What is looked for."""

    statements = "statements"
    events = "events"


Words = Annotated[str, typer.Argument(help='Words, "phrases", prefix*, -without, one OR other.')]
Many = list[str]
Speaker = Annotated[Many | None, typer.Option("--speaker", help="Who says it; unnamed for sources without a name.")]
Actor = Annotated[Many | None, typer.Option("--actor", help="Who has any part in it: a name, a country, @number.")]
Country = Annotated[Many | None, typer.Option("--country", help="Country of the speaker, or of who acts.")]
About = Annotated[Many | None, typer.Option("--about", help="Actor or country spoken of, or that it is done to.")]
Type = Annotated[Many | None, typer.Option("--type", help="Event type of PLOVER: AGREE ... ASSAULT.")]
Status = Annotated[Many | None, typer.Option("--status", help="happened, planned, threatened, denied ...")]
Topic = Annotated[Many | None, typer.Option("--topic", help="Topic of the statement.")]
Outlet = Annotated[Many | None, typer.Option("--outlet", help="Outlet that printed it.")]
Since = Annotated[str | None, typer.Option("--since", help="First day, month or year: 2024-03-01, 2024-03, 2024.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day, month or year.")]
Kind = Annotated[Many | None, typer.Option("--kind", help="direct, indirect or mixed.")]
Act = Annotated[Many | None, typer.Option("--act", help="speech, thought or intention.")]
Polarity = Annotated[Many | None, typer.Option("--polarity", help="asserted, denied, declined or questioned.")]


def search(
    store: StoreFile,
    query: Words = "",
    speaker: Speaker = None,
    actor: Actor = None,
    country: Country = None,
    about: About = None,
    type: Type = None,
    status: Status = None,
    topic: Topic = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    kind: Kind = None,
    act: Act = None,
    polarity: Polarity = None,
    find: Annotated[Find | None, typer.Option(help="By default events when asked by type or status alone.")] = None,
    limit: Annotated[int, typer.Option(help="How many to show, the newest first.", min=1, max=100_000)] = 20,
    after: Annotated[str | None, typer.Option(help="Go on after a page: the mark that it ends with.")] = None,
    format: Annotated[Format, typer.Option(help="text for people; the others for programs.")] = Format.text,
) -> None:
    """Find statements or events in a store. A filter given twice means either; different filters mean all."""
    from onrecord.store import open_store

    filters = _filters(
        query=query, speaker=speaker, actor=actor, country=country, about=about, type=type, status=status, topic=topic,
        outlet=outlet, since=since, until=until, kind=kind, act=act, polarity=polarity,
    )  # fmt: skip
    with open_store(store) as opened:
        results = opened.search(filters, find=find.value if find else None, limit=limit, after=after)
    _print(results, format)


def timeline(
    store: StoreFile,
    query: Words = "",
    speaker: Speaker = None,
    actor: Actor = None,
    country: Country = None,
    about: About = None,
    type: Type = None,
    status: Status = None,
    topic: Topic = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(help="How many to show.", min=1, max=100_000)] = 100,
    format: Annotated[Format, typer.Option(help="text for people; the others for programs.")] = Format.text,
) -> None:
    """Tell what was said and done, day by day, the oldest first."""
    from onrecord.store import open_store

    filters = _filters(
        query=query, speaker=speaker, actor=actor, country=country, about=about, type=type, status=status, topic=topic,
        outlet=outlet, since=since, until=until,
    )  # fmt: skip
    with open_store(store) as opened:
        hits = opened.timeline(filters, limit=limit)
    if format is not Format.text:
        _print_hits(hits, format)
        return
    day: str | None = ""
    for hit in hits:
        if hit.day != day:
            day = hit.day
            sys.stdout.write(f"\n{day or 'without a day'}\n")
        sys.stdout.write(f"  {_line(hit)}\n")


def show(
    id: Annotated[str, typer.Argument(help="A page (12), a statement or event (12/s3), or an actor (@7).")],
    store: StoreFile,
    format: Annotated[Format, typer.Option(help="text for people; json for programs.")] = Format.text,
) -> None:
    """Show a page's record, a statement or event in its context, or an actor."""
    from onrecord.errors import StoreError
    from onrecord.store import open_store

    with open_store(store) as opened:
        if id.startswith("@") and id[1:].isdecimal():
            _print_one(asdict(opened.actor(int(id[1:]))), format)
        elif "/" in id:
            hit = opened.hit(id)
            stands = [s for s in _standing(opened, hit.page) if f"{hit.page}/{s.local}" == id]
            if format is Format.text:
                sys.stdout.write(_block(hit) + "\n")
                _print_corrections(stands)
            else:
                from onrecord.corrections.telling import row

                told = [{**row(s.correction), "state": s.state} for s in stands]
                _print_one({**asdict(hit), "corrections": told}, format)
        elif id.isdecimal() and len(id) < 12:
            record = opened.get(int(id))
            if format is Format.text:
                from onrecord.terminal import print_record

                print_record(record)
                _print_corrections(_standing(opened, int(id)))
            else:
                sys.stdout.write(record.model_dump_json(by_alias=True) + "\n")
        else:
            raise StoreError(f"{id!r} is neither a page (12), nor a statement or event (12/s3), nor an actor (@7)")


def _standing(store: Store, page: int) -> list[Standing]:
    from onrecord.corrections import standing

    held = store.corrections(page)
    return standing(held, store.get(page)) if held else []


def _print_corrections(stands: list[Standing]) -> None:
    """Print what people say of what was found."""
    from onrecord.corrections.telling import tell_standing

    if stands:
        lines = (_clean(tell_standing(one)).replace("\n", " ") for one in stands)
        sys.stdout.write("CORRECTIONS\n" + "".join(f"  {line}\n" for line in lines))


def _filters(**given: Sequence[str] | str | None) -> Filters:
    from onrecord.store import Filters

    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value
    }
    return Filters(**values)


def _print(results: Results, format: Format) -> None:
    if format is Format.json:
        _print_one(asdict(results), format)
    elif format is not Format.text:
        _print_hits(results.hits, format)
    else:
        more = "more than " if results.more else ""
        sys.stdout.write(f"{results.sentence}: {more}{results.total:,}\n")
        for hit in results.hits:
            sys.stdout.write("\n" + _block(hit) + "\n")
        if results.next:
            sys.stdout.write(f"\nMore: the same command with --after {results.next}\n")


def _print_one(value: dict[str, Any], format: Format) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1 if format is Format.json else None) + "\n")


def _print_hits(hits: Iterable[Hit], format: Format) -> None:
    rows = [_flat(hit) for hit in hits]
    if format is Format.csv:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.DictWriter(sys.stdout, names or ["id"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    elif format is Format.json:
        sys.stdout.write(json.dumps({"hits": rows}, ensure_ascii=False, indent=1) + "\n")
    else:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _flat(hit: Hit) -> dict[str, Any]:
    row = asdict(hit)
    return {**row, **row.pop("about")}


def _line(hit: Hit) -> str:
    source = hit.outlet or hit.title or "unknown outlet"
    return _clean(f"{hit.who or 'nobody named'} [{_kind(hit)}] {hit.text} ({hit.id}, {source})")


def _block(hit: Hit) -> str:
    head = " · ".join(p for p in (hit.day or "without a day", hit.who or "nobody named", _kind(hit), hit.id) if p)
    source = ", ".join(p for p in (hit.title, hit.outlet, hit.url) if p)
    words = f"{_from_a_word(hit.before)}[{hit.words}]{_to_a_word(hit.after)}".strip()
    return _clean(f"{head}\n  {words}\n  {source}")


def _from_a_word(text: str) -> str:
    """Return what stands before a hit; where it was cut, from the first whole word on."""
    from onrecord.store.search import CONTEXT

    return text if len(text) < CONTEXT else "…" + text[text.find(" ") :]


def _to_a_word(text: str) -> str:
    """Return what stands after a hit; where it was cut, up to the last whole word."""
    from onrecord.store.search import CONTEXT

    return text if len(text) < CONTEXT else text[: text.rfind(" ") + 1] + "…"


def _kind(hit: Hit) -> str:
    if hit.find == "events":
        return f"{hit.about['type']}, {hit.about['status']}"
    denied = "" if hit.about["polarity"] == "asserted" else f", {hit.about['polarity']}"
    return f"{hit.about['kind']} {hit.about['act']}{denied}"


def _clean(text: str) -> str:
    """Return a text without the characters that a terminal would obey."""
    from onrecord.plain import CONTROLS

    return "\n".join(CONTROLS.sub("", line) for line in text.split("\n"))
