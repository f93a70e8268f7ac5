"""Times: each expression's value, wherever the page uses its words."""

from __future__ import annotations

from itertools import permutations

from onrecord.evaluate.gold import Gold, GoldTime
from onrecord.evaluate.matching import places, plain, same_stamp
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book
from onrecord.record import Time


def score_times(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `times` and `times: mod`; only recall, for a page holds more times than an annotator lists."""
    for want in gold.times:
        if want.optional:
            continue
        spots = list(places(sheet.text, plain(want.text)))
        if not spots:  # a stamp that belongs to the page and not to its text
            article = sheet.record.article
            fits = any(same_stamp(want.value or "", s) for s in (article.published, article.modified))
            book.check("times", fits, want.text, want.value, [article.published, article.modified])
            continue
        found = [[t for t in sheet.record.times if t.start < end and start < t.end] for start, end in spots]
        right = sum(_fits(want, times) for times in found)
        book.count("times", right=min(right, want.count), wanted=want.count)
        if right < want.count:
            got = [(t.text, t.value) for times in found for t in times]
            book.miss("times", want.text, (want.value, *want.alt_values), got)
        if want.mod:
            mods = [t.mod for times in found for t in times]
            book.check("times: mod", want.mod in mods, want.text, want.mod, mods)


def _fits(want: GoldTime, times: list[Time]) -> bool:
    """Say whether the times at one place have the wanted value; two ends told apart may make a range together."""
    forms = [form for t in times for form in (t.value, t.edtf) if form]
    if want.value is None and not forms:
        return True
    if len(times) == 2:
        forms += ["/".join(t.value or "" for t in pair) for pair in permutations(times, 2)]
    values = [value for value in (want.value, *want.alt_values) if value]
    return any(form == v or (len(v) > len("2025-03-03") and same_stamp(v, form)) for form in forms for v in values)
