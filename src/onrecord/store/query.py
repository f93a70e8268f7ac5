"""Turns what a reader types into an expression of the full-text index; nothing typed can be a syntax error.

Words must all be there; `"a phrase"` in that order; `threat*` begins so; `-word` is not there; `a OR b` one of the two.
Everything else parts words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TERMS = 32
"""Terms of a query that are heeded; SQLite's own bound on the depth of an expression is 256."""

_TERM = re.compile(r'(?P<not>(?<![^\s(])-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_CURLY = str.maketrans("“”„«»＂", '""""""')


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query as terms of the index: groups of which one must hold each, and terms that must not hold."""

    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there was no word in it to look for."""
        return not self.wanted and not self.unwanted


def parse_query(typed: str) -> Query:
    """Return the query that was typed, `is_empty` when it holds no word."""
    groups: list[list[str]] = []
    unwanted: list[str] = []
    words: list[str] = []
    joined = False
    for found in list(_TERM.finditer(typed.translate(_CURLY)))[:MOST_TERMS]:
        raw = found["word"] if found["phrase"] is None else found["phrase"]
        if found["phrase"] is None and found["not"] is None and raw in ("OR", "|"):
            joined = bool(groups)
            continue
        term = _term(raw, phrase=found["phrase"] is not None)
        if term is None:
            continue
        if found["not"]:
            unwanted.append(term)
            continue
        words.append(raw.strip("*"))
        if joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined = False
    return Query(tuple(map(tuple, groups)), tuple(unwanted), tuple(words))


def _term(raw: str, *, phrase: bool) -> str | None:
    """Return a word or phrase as a string of the index's language, None when no letter or digit is in it."""
    prefix = not phrase and raw.endswith("*") and len(raw.strip("*")) > 1
    # The tokenizer parts words at whatever is neither letter nor digit; `=` it would keep, for the tags.
    words = "".join(c if c.isalnum() or c in "'’" else " " for c in raw).split()
    words = [w for w in words if any(c.isalnum() for c in w)]
    if not words:
        return None
    text = " ".join(words).encode("utf-8", "replace").decode()
    return f'"{text}"*' if prefix else f'"{text}"'


def match(query: Query, tags: tuple[tuple[str, ...], ...], *, every: str = "any=") -> str | None:
    """Return the expression for a query and groups of tags, of which one must hold each; None for no condition."""
    groups = [_any(group) for group in query.wanted]
    groups += [_any(tuple(f'"{t}"' for t in group)) for group in tags]
    if not groups and not query.unwanted:
        return None
    expression = " AND ".join(groups) or f'"{every}"'
    return f"({expression}) NOT {_any(query.unwanted)}" if query.unwanted else expression


def _any(terms: tuple[str, ...]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"
