"""Charts as SVG, drawn on the server, each beside a table with the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# The first four of Okabe and Ito's colours, which colour-blind readers tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")


@lru_cache(maxsize=64)
def weeks_svg(rows: tuple[tuple[str, str, int], ...], *, width: int = 720, height: int = 220) -> str:
    """Return bars by week.

    Args:
        rows: (week as the ISO date of its Monday, series, count).
        width: of the chart in pixels.
        height: likewise.
    """
    import altair as alt
    import vl_convert

    series = list(dict.fromkeys(name for _, name, _ in rows))
    values = [{"week": week, "series": name, "n": n} for week, name, n in rows]
    chart = (
        alt.Chart({"values": values}, width=width, height=height)
        .mark_bar()
        .encode(
            x=alt.X("week:T", title=None),
            y=alt.Y("n:Q", title="a week", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("series:N", title=None, scale=alt.Scale(domain=series, range=list(COLOURS[: len(series)]))),
        )
        .configure(background="white")
        .configure_axis(gridColor="#e5e1d8", domainColor="#5f5b54", tickColor="#5f5b54")
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def weekly(named: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> tuple[tuple[str, str, int], ...]:
    """Return several series of weeks as the rows of one chart."""
    return tuple((week, name, n) for name, weeks in named for week, n in weeks)
