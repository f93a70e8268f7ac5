"""What a reading leaves open: things found and not settled, and warnings about the whole page."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.record import Reason, Unresolved


@dataclass(slots=True)
class Notes:
    """Collects, stage by stage, what goes into `unresolved` and `warnings` of one record."""

    unresolved: list[Unresolved] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def leave_open(self, layer: str, of: str | int, field_name: str, reason: Reason) -> None:
        """Note that `field_name` of the thing `of` (an id, or an index in its layer) was not settled, and why."""
        self.unresolved.append(Unresolved(layer=layer, id=of, field=field_name, reason=reason))
