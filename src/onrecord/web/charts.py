"""Charts as SVG, drawn on the server, each beside a table with the same numbers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from markupsafe import Markup

Weeks = Sequence[tuple[str, int]]
Rows = tuple[tuple[str, str, int], ...]
"""(Monday of the week as an ISO date, series, count)."""

# Of Okabe and Ito's colours, which colour-blind readers tell apart; the lighter ones on dark paper.
COLOURS = {"statements": ("#0072b2", "#6fb7e8"), "events": ("#b34700", "#f0a06a")}
INK = ("#5f5b54", "#a8a296")
GRID = ("#e5e1d8", "#3a3732")

WINDOW = 104
"""Weeks that a chart of everything shows, up to the last in which something was said."""
AHEAD = 26
"""Weeks after that in which what is planned is shown as well."""

_drawing = threading.Lock()


def window(last: str | None) -> tuple[str, str]:
    """Return the first and last week that a chart of everything shows."""
    end = date.fromisoformat(last) if last else date.today()
    return (end - timedelta(weeks=WINDOW)).isoformat(), (end + timedelta(weeks=AHEAD)).isoformat()


def weekly(named: Sequence[tuple[str, Weeks]], *, since: str = "", until: str = "9999") -> Rows:
    """Return several series of weeks as the rows of one chart, in order of time."""
    return tuple(sorted((week, name, n) for name, weeks in named for week, n in weeks if since <= week <= until))


@lru_cache(maxsize=64)
def weeks_svg(rows: Rows, *, dark: bool = False, width: int = 900, height: int = 110) -> str:
    """Return bars by week, a strip for each series under one axis of time.

    Args:
        rows: what is drawn.
        dark: for dark paper; the chart's own paper is see-through.
        width: of the chart in pixels.
        height: of each strip.
    """
    import altair as alt
    import vl_convert

    series = sorted(dict.fromkeys(name for _, name, _ in rows), reverse=True)
    values = [{"week": week, "series": name, "n": n} for week, name, n in rows]
    days = (date.fromisoformat(rows[-1][0]) - date.fromisoformat(rows[0][0])).days
    ink, grid = INK[dark], GRID[dark]
    chart = (
        alt.Chart({"values": values}, width=width, height=height)
        .mark_bar(size=max(1.5, min(14.0, width / (days / 7 + 1) * 0.8)))
        .encode(
            x=alt.X("week:T", title=None, axis=alt.Axis(grid=False, labelOverlap=True, tickCount=8),
                    scale=alt.Scale(padding=10)),
            y=alt.Y("n:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3)),
            color=alt.Color(
                "series:N", legend=None, scale=alt.Scale(domain=series, range=[COLOURS[s][dark] for s in series])
            ),
            row=alt.Row("series:N", sort=series, title=None, header=alt.Header(
                labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top", labelFont="sans-serif",
                labelFontSize=13, labelFontWeight="bold", labelColor=ink, labelPadding=6,
            )),
        )
        .configure(background="transparent")
        .configure_view(stroke=None)
        .configure_facet(spacing=14)
        .configure_axis(gridColor=grid, domainColor=ink, tickColor=ink, labelColor=ink, labelFont="sans-serif",
                        labelFontSize=12)
    )  # fmt: skip
    with _drawing:  # the drawing engine is one, and takes one chart at a time
        svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def draw_once() -> None:
    """Load what draws."""
    weeks_svg((("2024-01-01", "events", 1), ("2024-01-01", "statements", 1)))


def spark(weeks: Weeks, *, since: str, until: str, label: str, height: int = 28) -> Markup:
    """Return small bars by week as an SVG image of the page's own colours; empty when there is nothing in its span.

    Args:
        weeks: (Monday, count), in order of time.
        since: the first Monday shown.
        until: the last one.
        label: what it shows, for those who cannot see it.
        height: in units of the drawing, in which a week is 3 wide.
    """
    first = date.fromisoformat(since)
    span = (date.fromisoformat(until) - first).days // 7 + 1
    held = [((date.fromisoformat(week) - first).days // 7, n) for week, n in weeks if since <= week <= until]
    if not held:
        return Markup("")
    most = max(n for _, n in held)
    bars = "".join(f"M{at * 3 + 1.5} {height}V{height - max(1, n / most * height):.1f}" for at, n in held)
    return Markup(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">'
        '<path d="{}"/></svg>'
    ).format(label, span * 3, height, bars)
