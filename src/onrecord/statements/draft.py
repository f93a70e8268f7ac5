"""Drafts: statements in the making, as tokens and offsets, before their speakers are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from onrecord.record import Act, Polarity

_FURTHEST = 50
"""Quotations that may go on with one speaker, one after the other, before it is asked again who speaks."""


@dataclass(slots=True)
class Draft:
    """A statement in the making.

    `spans` are offsets into the article's text. `cue` is the verb (or preposition, or noun) that carries it, None when
    a label or the layout does; `cue_start`..`cue_end` are the words printed. `source` is the noun phrase of the
    speaker, None when the syntax names none; then `like` may be the draft whose speaker goes on speaking. `hearers` are
    the heads of the phrases spoken to. `relays` are the phrases of those who stand between the page and the speaker,
    outermost first. `frame` is the frame or rule that found it; `score` how likely it is to be a statement, 0 to 1.
    """

    spans: list[tuple[int, int]]
    frame: str
    cue: Token | None = None
    cue_start: int = -1
    cue_end: int = -1
    lemma: str = ""
    act: Act = "speech"
    polarity: Polarity = "asserted"
    source: Span | None = None
    like: Draft | None = None
    hearers: list[Token] = field(default_factory=list)
    relays: list[Span] = field(default_factory=list)
    quoted_as_such: bool = False
    headline: bool = False
    score: float = 0.5
    why: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its first span starts."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where its last span ends."""
        return self.spans[-1][1]

    def holds(self, offset: int) -> bool:
        """Say whether one of its spans holds the offset."""
        return any(start <= offset < end for start, end in self.spans)

    def voice(self) -> Span | None:
        """Return the phrase of its speaker, or of the draft whose speaker it goes on with; None when none is named."""
        draft, seen = self, 0
        while draft.source is None and draft.like is not None and seen < _FURTHEST:
            draft, seen = draft.like, seen + 1
        return draft.source

    def size(self) -> int:
        """Return the number of characters of its spans."""
        return sum(end - start for start, end in self.spans)


def holders(drafts: list[Draft]) -> list[int | None]:
    """Return, for each draft in order of start, the index of the innermost draft whose words hold its cue and words."""
    held: list[int | None] = []
    open_: list[int] = []
    for i, draft in enumerate(drafts):
        open_ = [j for j in open_ if drafts[j].end > draft.start]
        holder = None
        for j in reversed(open_):
            outer = drafts[j]
            at = draft.cue.idx if draft.cue is not None else draft.start
            if outer.holds(at) and outer.holds(draft.end - 1) and outer.size() > draft.size():
                holder = j
                break
        held.append(holder)
        open_.append(i)
    for i, draft in enumerate(drafts):  # a content that starts its holder's span comes before it in no case but this
        if held[i] is None and draft.cue is not None:
            for j in range(i + 1, min(i + 4, len(drafts))):
                outer = drafts[j]
                if (
                    outer.start <= draft.cue.idx < outer.end
                    and outer.holds(draft.end - 1)
                    and outer.size() > draft.size()
                ):
                    held[i] = j
                    break
    return held
