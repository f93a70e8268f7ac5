"""The types of the record (see docs/record.md). They import nothing else of this package."""

from onrecord.record.actor import Actor, ActorKind, Mention, MentionForm
from onrecord.record.article import Article, Caption, Dateline, Paragraph, Role
from onrecord.record.event import Event, EventType, Place, Status
from onrecord.record.readings import Commitment, Figure, Meeting, Position, Term
from onrecord.record.record import SCHEMA, Reason, Record, Unresolved
from onrecord.record.span import Extent, Fact, Span
from onrecord.record.statement import Act, Channel, Cue, Polarity, Statement, StatementKind
from onrecord.record.time import Modifier, Time, TimeType

__all__ = [
    "SCHEMA",
    "Act",
    "Actor",
    "ActorKind",
    "Article",
    "Caption",
    "Channel",
    "Commitment",
    "Cue",
    "Dateline",
    "Event",
    "EventType",
    "Extent",
    "Fact",
    "Figure",
    "Meeting",
    "Mention",
    "MentionForm",
    "Modifier",
    "Paragraph",
    "Place",
    "Polarity",
    "Position",
    "Reason",
    "Record",
    "Role",
    "Span",
    "Statement",
    "StatementKind",
    "Status",
    "Term",
    "Time",
    "TimeType",
    "Unresolved",
]
