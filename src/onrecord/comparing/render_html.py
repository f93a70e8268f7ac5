"""A comparison as one HTML file, to send and to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from onrecord.comparing.comparison import Comparison, Pair
from onrecord.comparing.render_text import labels, only
from onrecord.record import Span

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 Georgia, serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #8886; }
th { font: 600 .85rem/1.4 system-ui, sans-serif; }
th.topic, td.topic { width: 22%; font: .85rem/1.4 system-ui, sans-serif; }
q { quotes: none; } .none { opacity: .65; font-style: italic; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def render_html(comparison: Comparison) -> str:
    """Return a comparison as one HTML page without scripts or anything fetched from elsewhere."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Accounts side by side</title><style>{STYLE}</style></head><body>"
        f"<h1>Accounts side by side</h1>{body_html(comparison)}</body></html>\n"
    )


def body_html(comparison: Comparison) -> str:
    """Return a comparison as what stands in the body of a page, under its heading."""
    names = labels(comparison)
    heads = "".join(
        f"<li><b>{names[i]}</b> {escape(a.title or a.name)} <small>{escape(a.published or 'no date')},"
        f" {a.words} words</small></li>"
        for i, a in enumerate(comparison.accounts)
    )
    body = "".join(part for pair in comparison.pairs for part in _pair(pair, names))
    return f"<ul>{heads}</ul>{body}"


def _pair(pair: Pair, names: list[str]) -> Iterator[str]:
    a, b = names[pair.first], names[pair.second]
    met = pair.meeting
    yield f"<section><h2>{a} beside {b}</h2>"
    dates = " / ".join(d or "no date" for d in met.dates)
    yield f"<p>{escape(', '.join(met.participants) or 'Participants not settled')}; {escape(dates)}</p>"
    if met.reason:
        yield f"<p><b>Perhaps not one meeting:</b> {escape(met.reason)}.</p>"
    if pair.conflicts:
        rows = (_row(f"{c.about} ({c.kind})", c.first, c.second, "", "") for c in pair.conflicts)
        yield _table("They disagree", a, b, rows)
    absent = f"not mentioned in {b}'s text"
    if pair.only_first:
        rows = (_row(s.topic, s.span, None, s.strength, absent) for s in pair.only_first)
        yield _table(only(pair, a, b, first=True), a, b, rows)
    absent = f"not mentioned in {a}'s text"
    if pair.only_second:
        rows = (_row(s.topic, None, s.span, absent, s.strength) for s in pair.only_second)
        yield _table(only(pair, b, a, first=False), a, b, rows)
    if pair.both:
        yield _table("In both", a, b, (_row(s.topic, s.first, s.second, *s.strength) for s in pair.both))
    if pair.terms:
        yield _table("One thing, two names", a, b, (_row("", n.first, n.second, "", "") for n in pair.terms))
    yield "</section>"


def _table(heading: str, a: str, b: str, rows: Iterator[str]) -> str:
    return (
        f'<h2>{escape(heading)}</h2><table><thead><tr><th class="topic">Point</th><th>{a}</th><th>{b}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _row(topic: str, first: Span | None, second: Span | None, one: str, other: str) -> str:
    return f'<tr><td class="topic">{escape(topic)}</td>{_cell(first, one)}{_cell(second, other)}</tr>'


def _cell(span: Span | None, note: str) -> str:
    if span is None:
        return f'<td class="none">{escape(note)}</td>'
    return f"<td><q>{escape(span.text)}</q>{f' <small>{escape(note)}</small>' if note else ''}</td>"
