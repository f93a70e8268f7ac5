"""One side's words over time as one HTML file: a row for each point, a column for each page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from onrecord.comparing.course import Course, Telling, Thread
from onrecord.comparing.render_html import STYLE

_GRID = """
body { max-width: 90rem; } .wide { overflow-x: auto; } table.course { table-layout: auto; }
table.course td { min-width: 11rem; } .hardened { border-left: .3rem solid #b3261e; padding-left: .5rem; }
.softened { border-left: .3rem solid #2e6da4; padding-left: .5rem; }
.changed { border-left: .3rem double #946200; padding-left: .5rem; }
.new { border-left: .3rem dotted #888; padding-left: .5rem; }
"""


def course_html(course: Course) -> str:
    """Return a course as one HTML page without scripts or anything fetched from elsewhere, to send and to print."""
    title = f"{course.voice.label}: words over time"
    heads = "".join(
        f'<th scope="col">{escape(date)}<br><small>{escape(a.title or a.name)}</small></th>'
        for date, a in zip(course.dates, course.accounts, strict=True)
    )
    moving = [t for t in course.threads if len(t.told) > 1]
    once = [t for t in course.threads if len(t.told) == 1]
    parts = "".join(
        _table(course, name, heads, threads)
        for name, threads in (("Said on more than one page", moving), ("Said on one page", once))
        if threads
    )
    left = "".join(f"<li>{escape(name)}</li>" for name in course.undated)
    undated = f"<h2>Left out, without a date</h2><ul>{left}</ul>" if left else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}{_GRID}</style></head><body>"
        f"<h1>{escape(title)}</h1>{parts}{_wordings(course)}{undated}</body></html>\n"
    )


def _table(course: Course, name: str, heads: str, threads: list[Thread]) -> str:
    rows = "".join(f'<tr><th scope="row">{escape(t.topic)}</th>{"".join(_cells(course, t))}</tr>' for t in threads)
    return (
        f'<h2>{escape(name)}</h2><div class="wide"><table class="course"><thead><tr><th scope="col">Point</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(course: Course, thread: Thread) -> Iterator[str]:
    by_account: dict[int, Telling] = {t.account: t for t in thread.told}
    for account in range(len(course.accounts)):
        telling = by_account.get(account)
        if telling is None:
            yield '<td class="none">not mentioned</td>'
            continue
        because = f": {escape(telling.because)}" if telling.because else ""
        # On the first page everything is new, and nothing need say so.
        note = f" <small>{telling.change}{because}</small>" if account else ""
        change = telling.change.split()[0] if account else "first"
        yield f'<td><div class="{change}"><q>{escape(telling.span.text)}</q>{note}</div></td>'


def _wordings(course: Course) -> str:
    if not course.wordings:
        return ""
    rows = "".join(
        f"<tr><td>“{escape(w.term)}”</td><td>{course.dates[w.first]}</td><td>{course.dates[w.last]}</td></tr>"
        for w in course.wordings
    )
    return (
        "<h2>Loaded words</h2><table><thead><tr><th>Word</th><th>First</th><th>Last</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
