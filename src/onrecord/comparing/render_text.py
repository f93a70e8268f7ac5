"""A comparison as an editor's note for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from onrecord.comparing.comparison import Comparison, Pair
from onrecord.plain import one_line

WIDTH = 88


def render_text(comparison: Comparison, width: int = WIDTH) -> str:
    """Return a comparison as plain text, `width` columns wide."""
    names = labels(comparison)
    parts = ["\n".join(_pair(pair, names, width)) for pair in comparison.pairs]
    head = [f"{names[i]} = {one_line(a.title or a.name)} ({a.words} words)" for i, a in enumerate(comparison.accounts)]
    lines = [line for h in head for line in wrap(h, width, subsequent_indent="    ")]
    return "\n".join(lines) + "\n\n" + "\n\n".join(parts) + "\n"


def labels(comparison: Comparison) -> list[str]:
    """Return the letter by which each account is called: A, B, C ..."""
    return [chr(ord("A") + i) if i < 26 else f"A{i}" for i in range(len(comparison.accounts))]


def only(pair: Pair, name: str, other: str, *, first: bool) -> str:
    """Return the heading over what one account has and the other does not mention."""
    if pair.kind == "versions":
        return (
            f"Cut: in {name}, not mentioned in {other}'s text" if first else f"Added in {name}, not in {other}'s text"
        )
    return f"Only in {name}, not mentioned in {other}'s text"


def _pair(pair: Pair, names: list[str], width: int) -> Iterator[str]:
    a, b = names[pair.first], names[pair.second]
    yield from heading(f"{a} beside {b}" if pair.kind == "accounts" else f"From {a} to {b}, two versions of one page")
    met = pair.meeting
    if met.participants:
        yield from wrap(f"The meeting: {', '.join(met.participants)}; {_dates(pair, a, b)}.", width)
    if not met.same:
        yield from wrap(f"Perhaps not one meeting: {met.reason}.", width)
    if pair.conflicts:
        yield from heading(f"They disagree ({len(pair.conflicts)})")
        for conflict in pair.conflicts:
            yield from wrap(f"- {conflict.about} ({conflict.kind})", width)
            yield from _quote(a, conflict.first.text, width)
            yield from _quote(b, conflict.second.text, width)
    for name, other, singles in ((a, b, pair.only_first), (b, a, pair.only_second)):
        if singles:
            yield from heading(f"{only(pair, name, other, first=singles is pair.only_first)} ({len(singles)})")
            for single in singles:
                yield from _quote(single.strength, single.span.text, width)
    if pair.both:
        yield from heading(f"In both ({len(pair.both)})")
        for shared in pair.both:
            if pair.kind == "versions" and shared.first.text == shared.second.text:
                continue  # unchanged
            first, second = shared.strength
            strength = first if first == second else f"{first} in {a}, {second} in {b}"
            yield from wrap(f"- {shared.topic}: {strength}", width)
            yield from _quote(a, shared.first.text, width)
            yield from _quote(b, shared.second.text, width)
    if pair.terms:
        yield from heading("One thing, two names")
        for naming in pair.terms:
            yield from _quote(a, naming.first.text, width)
            yield from _quote(b, naming.second.text, width)
    yield from heading("Who acts in the sentences")
    for name, framing in zip((a, b), pair.framing, strict=True):
        told = ", ".join(f"{who} {n}" for who, n in framing.subjects.items()) or "no named party"
        yield from wrap(f"{name}: {one_line(told)}", width, initial_indent="  ", subsequent_indent="    ")


def _dates(pair: Pair, a: str, b: str) -> str:
    first, second = pair.meeting.dates
    if first == second:
        return first or "no date given"
    return f"{first or 'no date'} in {a}, {second or 'no date'} in {b}"


def heading(text: str) -> Iterator[str]:
    """Yield the lines of a heading."""
    yield ""
    yield text
    yield "-" * len(text)


def _quote(label: str, text: str, width: int) -> Iterator[str]:
    yield from wrap(f"{label}: {one_line(text)}", width, initial_indent="  ", subsequent_indent="     ")
