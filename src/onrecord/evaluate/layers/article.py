"""The article: title, stamps, captions, and furniture that must not be in the text."""

from __future__ import annotations

from onrecord.evaluate.gold import Gold
from onrecord.evaluate.matching import likeness, places, plain, same_stamp, words
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book

CAPTION = 0.8
"""How alike a caption must be; it leaves room for a credit within it and no more."""


def score_article(gold: Gold, sheet: Sheet, book: Book) -> None:
    """Score `article`."""
    want, got = gold.article, sheet.record.article
    for name in ("title", "standfirst"):
        if (text := getattr(want, name)) is not None:
            told = getattr(got, name)
            book.check("article", words(told or "") == words(text), name, text, told)
    stamps = [got.published, got.modified]
    for name in ("published", "modified"):
        if stamp := getattr(want, name):
            # One stamp on a page may fill either field: "Updated:" alone is both.
            book.check("article", any(same_stamp(stamp, s) for s in stamps), name, stamp, stamps)
    if "published" in want.model_fields_set and want.published is None:
        book.check("article", stamps == [None, None], "no date on the page", "no date", stamps)
    if want.caption:
        told = [(c.text, c.credit) for c in got.captions]
        book.check("article", any(likeness(want.caption, c) > CAPTION for c, _ in told), "caption", want.caption, told)
        if want.caption_once:
            book.check("article", len(list(places(sheet.text, plain(want.caption)))) == 1, "caption once", 1, told)
        if want.credit:
            fits = any(want.credit.lower() in (credit or "").lower() for _, credit in told)
            book.check("article", fits, "credit", want.credit, told)
    for furniture in want.not_in_text:
        book.check("article", plain(furniture) not in sheet.text, "furniture", "not in the text", furniture)
