"""Writes who speaks to whom and who does what to whom as a dynamic graph for Gephi (GEXF 1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import quoteattr

from onrecord.export.dyads import pairs
from onrecord.export.page import Page
from onrecord.record import Actor
from onrecord.store.keys import actor_key, day_of

NODE_ATTRIBUTES = ("kind", "country", "sector", "wikidata")
EDGE_ATTRIBUTES = ("what", "type", "status", "page")


def write_gexf(pages: Iterable[Page], out: IO[str]) -> None:
    """Write a directed graph: actors are nodes, each statement to somebody and each event between two is an edge.

    An edge lasts the day it is of (`start` and `end`); one without a day has neither, and is there always. Actors of
    different pages are one node where the store links them by rule. Nodes come before edges, as readers want them, so
    edges wait in a file on disk.
    """
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        "<meta><creator>onrecord</creator></meta>\n"
        '<graph mode="dynamic" defaultedgetype="directed" timeformat="date" idtype="string">\n'
    )
    out.write(_declared("node", NODE_ATTRIBUTES) + _declared("edge", EDGE_ATTRIBUTES))
    with TemporaryFile("w+", encoding="utf-8") as edges:
        nodes = _write_edges(pages, edges)
        out.write("<nodes>\n")
        for key, actor in nodes.items():
            values = [getattr(actor, name) for name in NODE_ATTRIBUTES]
            out.write(f"<node id={_attribute(key)} label={_attribute(actor.name)}>{_values(values)}</node>\n")
        out.write("</nodes>\n<edges>\n")
        edges.seek(0)
        copyfileobj(edges, out)
    out.write("</edges>\n</graph>\n</gexf>\n")


def _write_edges(pages: Iterable[Page], out: IO[str]) -> dict[str, Actor]:
    """Write the edges and return the nodes that they join."""
    nodes: dict[str, Actor] = {}
    count = 0
    for page in pages:
        for source, target, day, values in _edges(page):
            ends = [_node(nodes, actor) for actor in (source, target)]
            span = f' start="{day}" end="{day}"' if day else ""
            out.write(
                f'<edge id="{count}" source={_attribute(ends[0])} target={_attribute(ends[1])}{span}>'
                f"{_values(values)}</edge>\n"
            )
            count += 1
    return nodes


def _edges(page: Page) -> Iterator[tuple[Actor, Actor, str | None, list[Any]]]:
    for s in page.record.statements:
        speaker, when = page.actor(s.speaker), page.time(s.said)
        day = (day_of(when.earliest) if when and when.earliest == when.latest else None) or page.day
        for other in page.actors(s.addressees):
            if speaker and _named(speaker) and _named(other) and other is not speaker:
                yield speaker, other, day, ["says", s.kind, s.polarity, page.number]
    for e in page.record.events:
        for source, target in pairs(page, e):
            if source and target and _named(source) and _named(target):
                yield source, target, page.event_day(e), ["does", e.type, e.status, page.number]


def _named(actor: Actor) -> bool:
    return actor_key(actor) is not None


def _node(nodes: dict[str, Actor], actor: Actor) -> str:
    key, _ = actor_key(actor) or ("", "")
    nodes.setdefault(key, actor)
    return key


def _declared(kind: str, names: Iterable[str]) -> str:
    attributes = "".join(f'<attribute id="{at}" title="{name}" type="string"/>' for at, name in enumerate(names))
    return f'<attributes class="{kind}" mode="static">{attributes}</attributes>\n'


def _values(values: Iterable[Any]) -> str:
    known = ((at, value) for at, value in enumerate(values) if value is not None)
    inner = "".join(f'<attvalue for="{at}" value={_attribute(str(value))}/>' for at, value in known)
    return f"<attvalues>{inner}</attvalues>"


def _attribute(value: str) -> str:
    """Return a value as an XML attribute, without characters that XML has no way to write."""
    kept = "".join(c for c in value if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
    return quoteattr(kept)
