"""Times: every time expression of the article, resolved or not."""

from __future__ import annotations

from typing import Literal

from onrecord.record.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Modifier = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
]  # fmt: skip


class Time(Span):
    """A time expression, as TIMEX3 and as EDTF.

    `value` is the TIMEX3 value, None when the expression could not be resolved (then `unresolved` says why).
    `edtf` is EDTF level 1; an open side is `..`. `earliest` and `latest` are ISO dates, both ends included, None when
    that side is open or unknown. `anchor` is `"published"`, or the start offset of the time that it hangs on, or None
    for a time that needs no anchor. `why` names the rules that decided, in order.
    """

    type: TimeType
    value: str | None = None
    mod: Modifier | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | int | None = None
    why: tuple[str, ...] = ()
