"""The layers of one page that the readings draw on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.actors import Cast
from onrecord.language import Document
from onrecord.record import Event, Statement, Time


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything found on one page, before what follows from it is read."""

    document: Document
    times: Sequence[Time]
    cast: Cast
    statements: Sequence[Statement]
    events: Sequence[Event]
