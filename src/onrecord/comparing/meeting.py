"""The meeting: whether two accounts tell of the same one."""

from __future__ import annotations

from datetime import date

from onrecord.comparing.comparison import Meeting as Met
from onrecord.record import Meeting, Record

_DAYS = 1
"""Days between two accounts' dates that still make one meeting: an evening call is the next day's farther east."""


def same_meeting(a: Record, b: Record) -> Met:
    """Return the meeting that two records tell of; `reason` says what speaks against it being one."""
    one, other = _main(a), _main(b)
    dates = (_date(a, one), _date(b, other))
    names = (_participants(a, one), _participants(b, other))
    common = [n for n in names[0] if _surname(n) in {_surname(m) for m in names[1]}]
    channels = tuple(m.channel for m in (one, other) if m is not None)
    reason = None
    if all(names) and not common:
        reason = "the accounts name different participants"
    elif all(dates) and abs((_day(dates[0]) - _day(dates[1])).days) > _DAYS:
        reason = f"the accounts are dated {dates[0]} and {dates[1]}"
    return Met(tuple(common or names[0] or names[1]), dates, channels, reason is None, reason)


def _main(record: Record) -> Meeting | None:
    return record.meetings[0] if record.meetings else None


def _participants(record: Record, meeting: Meeting | None) -> list[str]:
    names = {a.id: a.name for a in record.actors}
    return [names[p] for p in meeting.participants if p in names] if meeting else []


def _surname(name: str) -> str:
    return name.lower().split()[-1] if name else ""


def _date(record: Record, meeting: Meeting | None) -> str | None:
    """Return the day of the meeting, or else the day the account came out."""
    if meeting is not None and meeting.date is not None and (earliest := record.times[meeting.date].earliest):
        return earliest[:10]
    published = record.article.published or (record.article.dateline.date if record.article.dateline else None)
    return published[:10] if published and len(published) >= 10 else None


def _day(iso: str | None) -> date:
    return date.fromisoformat(iso or "0001-01-01")
