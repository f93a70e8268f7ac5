"""Context: whose words a place of the text is in, and what the text has just told of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from onrecord.language import Document
from onrecord.record import Statement


class Voices:
    """Whose words a place of the text is in."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        # One sweep over the spans' ends: from each boundary on, the shortest open span is the innermost statement.
        opens: dict[int, list[tuple[int, int, int]]] = {}
        for index, statement in enumerate(statements):
            for span in statement.spans:
                opens.setdefault(span.start, []).append((span.end - span.start, span.end, index))
        ends = {end for spans in opens.values() for _, end, _ in spans}
        self._bounds = sorted({*opens, *ends})
        self._inner: list[Statement | None] = []
        heap: list[tuple[int, int, int]] = []
        for bound in self._bounds:
            for span_ in opens.get(bound, ()):
                heappush(heap, span_)
            while heap and heap[0][1] <= bound:
                heappop(heap)
            self._inner.append(statements[heap[0][2]] if heap else None)

    def at(self, offset: int) -> Statement | None:
        """Return the innermost statement that holds the offset, None for the page's own voice."""
        found = bisect_right(self._bounds, offset) - 1
        return self._inner[found] if found >= 0 else None


@dataclass(frozen=True, slots=True)
class Nearby:
    """What stands before an event.

    `pair` are the two states (ISO codes) that the paragraph's last event of two was between, `earlier` those of the
    paragraph before. `doer` is the one state that did the last event of this paragraph, `asked` that of the one before;
    None when several did or nobody known. `since` is the offset at which the paragraph before begins.
    """

    pair: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    doer: str | None = None
    asked: str | None = None
    since: int = 0


class Local:
    """What the text has just told of, paragraph by paragraph, as the events are read in order."""

    def __init__(self, document: Document) -> None:
        self._starts = [p.start for p in document.article.paragraphs]
        self._paired = self._done = -1
        self._pair: tuple[str, ...] = ()
        self._doer: str | None = None

    def at(self, offset: int) -> Nearby:
        """Return what stands before an offset."""
        here = bisect_right(self._starts, offset) - 1
        return Nearby(
            self._pair if here == self._paired else (),
            self._pair if here == self._paired + 1 else (),
            self._doer if here == self._done else None,
            self._doer if here == self._done + 1 else None,
            self._starts[max(0, here - 1)] if self._starts else 0,
        )

    def note(self, offset: int, doers: Collection[str], countries: Collection[str]) -> None:
        """Note who did the event that was just read, and the countries of all its parties."""
        here = bisect_right(self._starts, offset) - 1
        if doers:
            self._done, self._doer = here, next(iter(doers)) if len(doers) == 1 else None
        if len(countries) == 2:
            self._paired, self._pair = here, tuple(sorted(countries))
