"""`onrecord actors`: who is on a page, or in a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.commands.read import Gazetteer

if TYPE_CHECKING:
    from onrecord.store import Store


def actors(
    page: Annotated[str, typer.Argument(help="A file or http(s) address; with --store the beginning of a name.")] = "",
    store: Annotated[
        str | None, typer.Option("--store", metavar="FILE", help="List the actors of a store instead.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="With --store: only those of a country, by its code.")] = None,
    limit: Annotated[int, typer.Option(help="With --store: how many.", min=1)] = 50,
    join: Annotated[
        tuple[int, int] | None, typer.Option(metavar="A B", help="With --store: say that B is the same actor as A.")
    ] = None,
    part: Annotated[int | None, typer.Option(metavar="B", help="With --store: take such a join back.")] = None,
    gazetteer: Gazetteer = None,
) -> None:
    """List the actors of a page, with the words that refer to each; or those of a store, the most heard first."""
    if store is not None:
        from onrecord.store import open_store

        with open_store(store, write=bool(join or part)) as opened:
            if join:
                opened.join_actors(*join)
            if part:
                opened.part_actor(part)
            _list(opened, page, country, limit)
        return
    if not page:
        raise typer.BadParameter("name a page, or a store with --store")
    from onrecord.reader import Reader
    from onrecord.terminal import print_actors

    print_actors(Reader(gazetteer=gazetteer).read(page))


def _list(store: Store, name: str, country: str | None, limit: int) -> None:
    import sys

    for actor in store.actors(name, country=country and country.upper(), limit=limit, prefix=bool(name)):
        what = ", ".join(part for part in (actor.kind, actor.office, actor.country, actor.wikidata) if part)
        joined = f"; joined with {', '.join(f'@{id}' for id in actor.joined)}" if actor.joined else ""
        sys.stdout.write(f"@{actor.id}\t{actor.name}\t{what}\t{actor.pages} pages, {actor.said} said{joined}\n")
