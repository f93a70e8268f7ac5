"""Whose words a stretch of the page is: the statement that holds it, and the parts named in a stretch."""

from __future__ import annotations

from functools import cached_property

from onrecord.actors import Cast
from onrecord.layers import Layers
from onrecord.record import Statement, Time


class Voices:
    """Looks up, for one page, which statement holds an offset, which times and which actors stand in a stretch."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.cast: Cast = layers.cast

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """The page's statements by id."""
        return {s.id: s for s in self.layers.statements}

    def statement_at(self, offset: int, *, headline: bool = False) -> Statement | None:
        """Return the innermost statement that holds the offset: the shortest span wins."""
        best: tuple[int, Statement] | None = None
        for statement in self.layers.statements:
            if statement.headline and not headline:
                continue
            for span in statement.spans:
                if span.start <= offset < span.end:
                    size = sum(s.end - s.start for s in statement.spans)
                    if best is None or size < best[0]:
                        best = (size, statement)
        return best[1] if best else None

    def outermost_at(self, offset: int) -> Statement | None:
        """Return the statement that holds the offset and is nested in no other that does."""
        statement = self.statement_at(offset)
        while statement is not None and statement.nested_in in self.by_id:
            statement = self.by_id[statement.nested_in]
        return statement

    def state_of(self, actor: str | None) -> str | None:
        """Return the id of the state on the page that a person or office speaks for, else the actor itself."""
        if actor is None or actor not in self.cast:
            return None
        part = self.cast[actor]
        if part.kind == "state" or part.country is None:
            return actor
        for other in self.cast:
            if other.kind == "state" and other.country == part.country:
                return other.id
        return actor

    def times_in(self, start: int, end: int) -> list[tuple[int, Time]]:
        """Return the times that stand wholly within a stretch, as (index, time)."""
        return [(i, t) for i, t in enumerate(self.layers.times) if start <= t.start and t.end <= end]
