"""Statements: who said what, to whom, through whom, when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.record.span import Extent, Fact, Span

Act = Literal["speech", "thought", "intention"]
StatementKind = Literal["direct", "indirect", "mixed"]
Channel = Literal[
    "video", "phone", "in-person", "written", "broadcast", "press-conference", "social", "unknown",
]  # fmt: skip
Polarity = Literal["asserted", "denied", "declined", "questioned"]


class Cue(Span):
    """The words that show that something was said, with the lemma that the lexicon knows."""

    lemma: str


class Statement(Fact):
    """Something said, thought or meant by somebody, as the article reports it.

    `spans` are several for a split quotation; `text` joins them by a space, without the outer quotation marks.
    `quoted` holds the parts within quotation marks. `speaker` and `addressees` are actor ids; a speaker that could not
    be settled is None and stands in `unresolved`. `chain` runs from the outermost voice to the speaker and is empty
    when nobody stands between the page and the speaker. `said` is an index into the record's `times`.
    """

    id: str
    act: Act = "speech"
    kind: StatementKind
    spans: tuple[Extent, ...] = Field(min_length=1)
    text: str
    quoted: tuple[Span, ...] = ()
    cue: Cue | None = None
    speaker: str | None = None
    speaker_text: Span | None = None
    addressees: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    said: int | None = None
    channel: Channel = "unknown"
    polarity: Polarity = "asserted"
    headline: bool = False
    nested_in: str | None = None
    confidence: float = Field(ge=0, le=1)
    topics: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
