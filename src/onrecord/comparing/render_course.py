"""One side's words over time, as an editor's note for the terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from onrecord.cells import safe_cell
from onrecord.comparing.course import Course, Telling, Thread
from onrecord.comparing.render_text import WIDTH, heading
from onrecord.plain import one_line

COLUMNS = ("thread", "topic", "date", "account", "change", "because", "firmness", "start", "end", "text")
"""The header of the CSV: one row for each telling; offsets are into the page's `article.text`."""


def course_text(course: Course, width: int = WIDTH) -> str:
    """Return a course as plain text: what moved, what was new on each page, what was not said again, what stayed."""
    return "\n".join(_lines(course, width)) + "\n"


def _lines(course: Course, width: int) -> Iterator[str]:
    yield from wrap(f"{one_line(course.voice.label)}: words over time, {_span(course)}", width)
    yield ""
    for date, account in zip(course.dates, course.accounts, strict=True):
        yield from wrap(f"{date}  {one_line(account.title or account.name)}", width, subsequent_indent=" " * 12)
    for name in course.undated:
        yield from wrap(f"left out, without a date: {one_line(name)}", width)
    moved = course.moved()
    if moved:
        yield from heading(f"What moved ({len(moved)})")
        for thread in moved:
            yield from wrap(f"- {one_line(thread.topic)}", width)
            for telling in thread.told:
                yield from _quote(course, telling, width)
    yield from _new(course, width)
    left = course.not_again()
    if left:
        yield from heading(f"Not said again on the last page ({len(left)})")
        for thread in left:
            yield from _quote(course, thread.told[-1], width)
    stayed = [t for t in course.threads if len(t.told) > 1 and t not in moved]
    if stayed:
        yield from heading(f"Said again ({len(stayed)})")
        for thread in stayed:
            dates = ", ".join(course.dates[t.account] for t in thread.told)
            yield from wrap(f"- {one_line(thread.topic)}: {dates}", width)
    if course.wordings:
        yield from heading("Loaded words")
        for wording in course.wordings:
            first, last = course.dates[wording.first], course.dates[wording.last]
            when = f"{first} only" if first == last else f"{first} to {last}"
            yield from wrap(f"- “{one_line(wording.term)}”: {when}", width)


def _new(course: Course, width: int) -> Iterator[str]:
    """Yield what each page but the first has that no page before it has."""
    for account, date in enumerate(course.dates[1:], start=1):
        fresh = [t.told[0] for t in course.threads if t.told[0].account == account]
        if fresh:
            yield from heading(f"New on {date} ({len(fresh)})")
            for telling in fresh:
                yield from wrap(one_line(telling.span.text), width, initial_indent="  ", subsequent_indent="     ")


def _quote(course: Course, telling: Telling, width: int) -> Iterator[str]:
    moved = telling.change in ("hardened", "softened", "changed")
    change = f" {telling.change} ({one_line(telling.because or '')})" if moved else ""
    text = f"{course.dates[telling.account]}{change}: {one_line(telling.span.text)}"
    yield from wrap(text, width, initial_indent="  ", subsequent_indent="     ")


def _span(course: Course) -> str:
    return f"{course.dates[0]} to {course.dates[-1]} ({len(course.accounts)} pages)"


def course_json(course: Course) -> dict[str, Any]:
    """Return a course as JSON values: `by`, `accounts`, `threads`, `not_again`, `wordings` and `undated`.

    A thread has its `topic` and what was `told`, oldest first: the index of its `account`, `date`, offsets and text,
    `firmness`, `change` and `because`. `not_again` holds the indices of the threads that the last page does not take
    up.
    """
    left = course.not_again()
    return {
        "by": {"label": course.voice.label, "country": course.voice.country},
        "accounts": [
            {"name": a.name, "title": a.title, "publisher": a.publisher, "published": a.published, "date": d}
            for a, d in zip(course.accounts, course.dates, strict=True)
        ],
        "threads": [{"topic": t.topic, "told": [_told(course, x) for x in t.told]} for t in course.threads],
        "not_again": [i for i, t in enumerate(course.threads) if t in left],
        "wordings": [
            {"term": w.term, "first": course.dates[w.first], "last": course.dates[w.last]} for w in course.wordings
        ],
        "undated": list(course.undated),
    }


def render_course_json(course: Course) -> str:
    """Return a course as JSON text."""
    return json.dumps(course_json(course), ensure_ascii=False, indent=1)


def _told(course: Course, telling: Telling) -> dict[str, Any]:
    return {
        "account": telling.account, "date": course.dates[telling.account], "start": telling.span.start,
        "end": telling.span.end, "text": telling.span.text, "firmness": telling.firmness.level,
        "change": telling.change, "because": telling.because,
    }  # fmt: skip


def course_csv(course: Course) -> str:
    """Return a course as CSV (RFC 4180, UTF-8), one row for each telling."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for number, thread in enumerate(course.threads, start=1):
        for telling in thread.told:
            rows.writerow(safe_cell(cell) for cell in _cells(course, number, thread, telling))
    return out.getvalue()


def _cells(course: Course, number: int, thread: Thread, telling: Telling) -> tuple[str, ...]:
    account = course.accounts[telling.account]
    return (
        str(number), thread.topic, course.dates[telling.account], account.title or account.name, telling.change,
        telling.because or "", str(telling.firmness.level), str(telling.span.start), str(telling.span.end),
        telling.span.text,
    )  # fmt: skip
