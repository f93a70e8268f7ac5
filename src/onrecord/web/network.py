"""The network of who speaks to whom, drawn as SVG on the server."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

Tie = tuple[str, str, int]
"""(who speaks, to whom, statements)."""

WIDTH, HEIGHT = 720, 560
CENTRE = (WIDTH / 2, HEIGHT / 2)
RADII = (230, 225)
MOST = 24
"""Countries that are drawn: as many names as stand round the ring without touching."""
LINES = 160
"""Lines that are drawn, the strongest: with more of them none can be followed."""
STRENGTHS = 5
"""Widths of a line, from the faintest to the strongest."""


@dataclass(frozen=True, slots=True)
class _Node:
    code: str
    x: float
    y: float
    n: int


def strongest(ties: Sequence[Tie], *, most: int = MOST) -> list[Tie]:
    """Return the ties between those that speak and are spoken to most."""
    total: Counter[str] = Counter()
    for speaker, addressee, n in ties:
        total[speaker] += n
        total[addressee] += n
    kept = {code for code, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:most]}
    held = [tie for tie in ties if tie[0] in kept and tie[1] in kept]
    return sorted(held, key=lambda tie: (-tie[2], tie))[:LINES]


def network_svg(ties: Sequence[Tie], names: Mapping[str, str]) -> Markup:
    """Return ties as a drawing in the page's own colours, those who speak most with each other side by side.

    Args:
        ties: what is drawn, at most once for each direction.
        names: what the codes stand for.
    """
    nodes = _placed(ties)
    if not nodes:
        return Markup("")
    most = max(n for _, _, n in ties)
    lines = [_line(nodes[a], nodes[b], n, most, names) for a, b, n in sorted(ties, key=lambda tie: tie[2])]
    dots = [_dot(node, names) for node in nodes.values()]
    label = f"Who speaks to whom among {len(nodes)} countries; the table has the same numbers"
    return Markup(
        '<svg class="network" role="img" aria-label="{}" viewBox="-40 0 {} {}">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>{}{}</svg>'
    ).format(label, WIDTH + 80, HEIGHT, Markup("").join(lines), Markup("").join(dots))


def _placed(ties: Sequence[Tie]) -> dict[str, _Node]:
    """Return where each stands on the ring: beginning with the most heard, each next to whom it has most to do with."""
    between: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for a, b, n in ties:
        between[a, b] += n
        between[b, a] += n
        total[a] += n
        total[b] += n
    left = sorted(total, key=lambda code: (-total[code], code))
    order: list[str] = []
    while left:
        nearest = max(left, key=lambda code: (between[order[-1], code] if order else 0, total[code], code))
        order.append(nearest)
        left.remove(nearest)
    turn = 2 * math.pi / max(1, len(order))
    return {
        code: _Node(
            code, CENTRE[0] + RADII[0] * math.sin(at * turn), CENTRE[1] - RADII[1] * math.cos(at * turn), total[code]
        )
        for at, code in enumerate(order)
    }


def _line(a: _Node, b: _Node, n: int, most: int, names: Mapping[str, str]) -> Markup:
    """Return a line bent towards the middle; the two directions of a pair are bent apart."""
    across = math.hypot(b.x - a.x, b.y - a.y) or 1.0
    side = ((b.y - a.y) / across * 18, -(b.x - a.x) / across * 18)
    middle = ((a.x + b.x) / 2, (a.y + b.y) / 2)
    bend = (middle[0] * 0.6 + CENTRE[0] * 0.4 + side[0], middle[1] * 0.6 + CENTRE[1] * 0.4 + side[1])
    away = math.hypot(b.x - bend[0], b.y - bend[1]) or 1.0
    end = (b.x - (b.x - bend[0]) / away * 9, b.y - (b.y - bend[1]) / away * 9)
    strength = max(1, math.ceil(STRENGTHS * math.log1p(n) / math.log1p(most)))
    return Markup(
        '<path class="tie w{}" marker-end="url(#tip)" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}">'
        "<title>{} to {}: {:,}</title></path>"
    ).format(strength, a.x, a.y, *bend, *end, names.get(a.code, a.code), names.get(b.code, b.code), n)


def _dot(node: _Node, names: Mapping[str, str]) -> Markup:
    right = node.x - CENTRE[0]
    anchor = "middle" if abs(right) < RADII[0] * 0.2 else "start" if right > 0 else "end"
    shift = 0 if anchor == "middle" else 11 if right > 0 else -11
    drop = 4 if anchor != "middle" else -12 if node.y < CENTRE[1] else 20
    return Markup(
        '<circle cx="{:.1f}" cy="{:.1f}" r="5"/><text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>'
    ).format(node.x, node.y, node.x + shift, node.y + drop, anchor, names.get(node.code, node.code))
