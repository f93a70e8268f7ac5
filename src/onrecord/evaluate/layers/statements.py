"""Statements: what was said, and for each one found who said it, through whom, when and how."""

from __future__ import annotations

from onrecord.evaluate.gold import Gold, GoldStatement
from onrecord.evaluate.matching import holds, likeness, pair_up, plain, same_name, words
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book
from onrecord.record import Statement

SAME = 0.7
"""How alike two contents must be to be one statement: a clause more or less leaves 0.7, another clause not."""
EXACT = 0.95
"""How alike they must be to be exact: one small word in twenty may differ."""
LONG = 6
"""A content of so many words that stands whole in a longer one is the same statement, cut too long."""
EDGE = "“”\"' .,"


def score_statements(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `statements`, `statements: exact`, `statement and speaker`, and the fields of those found.

    A statement found and not wanted counts against precision when it is speech; thoughts and intentions do not, for
    annotators list them at will.
    """
    got = sheet.record.statements
    pairs = pair_up(gold.statements, got, _alike, SAME)
    needed = [i for i, want in enumerate(gold.statements) if not want.optional]
    taken = set(pairs.values())
    extra = [s for j, s in enumerate(got) if j not in taken and s.act == "speech"]
    found = len(extra) + sum(i in pairs for i in needed)
    exact = sum(i in pairs and _alike(gold.statements[i], got[pairs[i]]) >= EXACT for i in needed)
    for statement in extra:
        book.miss("statements", "not wanted", None, statement.text)
    for i in needed:
        if i not in pairs:
            book.miss("statements", "not found", gold.statements[i].content, None)
    book.count("statements", right=sum(i in pairs for i in needed), wanted=len(needed), found=found)
    book.count("statements: exact", right=exact, wanted=len(needed), found=found)
    spoken = sum(_score_fields(gold.statements[i], got[pairs[i]], sheet, book) for i in needed if i in pairs)
    book.count("statements: with speaker", right=spoken, wanted=len(needed), found=found)


def _alike(want: GoldStatement, got: Statement) -> float:
    a, b = plain(want.content).strip(EDGE), plain(got.text).strip(EDGE)
    whole = likeness(a, b)
    return SAME if whole < SAME and len(words(a)) >= LONG and holds(b, a) else whole


def _score_fields(want: GoldStatement, got: Statement, sheet: Sheet, book: Book) -> bool:
    """Score the fields of a statement that was found; say whether its speaker is right."""
    what = want.content
    right = not want.speaker or same_name(want.speaker, sheet.names(got.speaker))
    book.check("statements: speaker", right, what, want.speaker or "nobody", sheet.name(got.speaker))
    book.check("statements: kind", want.kind == got.kind, what, want.kind, got.kind)
    if want.country:
        told = sheet.country(got.speaker)
        book.check("statements: country", want.country == told, what, want.country, told)
    if want.addressee:
        hearers = [*got.addressees, *got.chain[:-1]]
        fits = any(same_name(want.addressee, sheet.names(h)) for h in hearers)
        book.check("statements: addressee", fits, what, want.addressee, [sheet.name(h) for h in hearers])
    voices = [sheet.name(id) for id in got.chain]
    if want.chain:
        fits = len(got.chain) == len(want.chain) and all(
            same_name(name, sheet.names(id)) for name, id in zip(want.chain, got.chain, strict=True)
        )
        book.check("statements: chain", fits, what, want.chain, voices)
    elif not want.addressee:
        book.check("statements: no false chain", len(got.chain) <= 1, what, "no chain", voices)
    if want.said:
        book.check("statements: said", sheet.dated(got.said, (want.said,)), what, want.said, sheet.when(got.said))
    if want.polarity:
        book.check("statements: polarity", want.polarity == got.polarity, what, want.polarity, got.polarity)
    if want.headline is not None:
        book.check("statements: headline", want.headline == got.headline, what, want.headline, got.headline)
    return right
