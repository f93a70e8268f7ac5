"""First and second person within quoted words: the speaker, the speaker's side, the one spoken to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from onrecord.actors.cast import Cast
from onrecord.actors.evidence import OF_A_STATE
from onrecord.actors.lexicon import words
from onrecord.language import Document
from onrecord.record import Statement

_I = frozenset(("i", "me", "my", "mine", "myself"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_YOU = frozenset(("you", "your", "yours", "yourself"))


def settle_first_and_second(document: Document, cast: Cast, statements: Sequence[Statement]) -> None:
    """Lead "I", "we" and "you" within quoted words to their actors, inner quotations before those that hold them.

    "I" is the speaker. "We" is the state of a speaker who serves one, and the speaker itself for a state or body; where
    it may as well be both parties ("we agreed", "we signed"), and for anybody else, it is led nowhere. "You" is the one
    addressee.
    """
    done: set[int] = set()
    for statement in sorted(statements, key=lambda s: sum(e.end - e.start for e in s.spans)):
        for token in _quoted_tokens(document, statement):
            if token.i in done:
                continue
            lowered = token.lower_
            actor: str | None = None
            if lowered in _I:
                actor = _speaker(cast, statement)
            elif lowered in _WE:
                actor = _we(cast, statement, token)
            elif lowered in _YOU:
                actor = statement.addressees[0] if len(statement.addressees) == 1 else None
            else:
                continue
            done.add(token.i)
            if actor is not None and actor in cast:
                _tell_owned(cast, token, actor)
                cast.mention(actor, token.idx, token.idx + len(token), "pronoun")


def _tell_owned(cast: Cast, token: Token, owner: str) -> None:
    """Give whoever is described by "my" or "our" ("my mother") the country of the owner."""
    if token.tag_ != "PRP$":
        return
    owned = cast.covering(token.idx)
    if owned is not None and owned != owner and cast[owned].country is None:
        cast[owned].country = cast[owner].country


def _quoted_tokens(document: Document, statement: Statement) -> Iterator[Token]:
    """Yield the tokens of the words that are the speaker's own."""
    own = statement.spans if statement.kind == "direct" else statement.quoted
    for extent in own:
        yield from (t for t in document.tokens(extent.start, extent.end) if extent.start <= t.idx < extent.end)


def _speaker(cast: Cast, statement: Statement) -> str | None:
    if statement.speaker is None or statement.speaker not in cast:
        return None
    return statement.speaker if cast[statement.speaker].kind in {"person", "unnamed"} else None


def _we(cast: Cast, statement: Statement, token: Token) -> str | None:
    """Return whom "we" stands for, None where two readings are as good."""
    if statement.speaker is None or statement.speaker not in cast:
        return None
    part = cast[statement.speaker]
    if part.kind in {"state", "organisation", "outlet", "bloc", "group"}:
        return part.id
    if part.sector not in OF_A_STATE - {"OPP"}:
        return None
    if token.dep_ in {"nsubj", "nsubjpass"} and token.head.lemma_.lower() in words("joint_verbs"):
        return None
    return cast.side(part.id)
