"""Reads a page's bytes, whatever they are, into an article."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from onrecord.errors import NoArticleError
from onrecord.page.arrange import arrange
from onrecord.page.blocks import Draft
from onrecord.page.characters import mixed_words, tidy
from onrecord.page.compose import compose
from onrecord.page.datelines import Filed, filed_on, read_dateline
from onrecord.page.decode import decode
from onrecord.page.english import refuse_foreign
from onrecord.page.html import read_html
from onrecord.page.origin import country_of, date_in
from onrecord.page.plain import read_plain
from onrecord.page.stamps import read_moment
from onrecord.record import Article

INPUT_LIMIT = 16 * 1024 * 1024
"""Bytes of a page that are read; the largest news pages measured, with all their scripts, have about three million."""
TEXT_LIMIT = 1_000_000
"""Characters of an article's text; what lies beyond is cut at a paragraph, with a warning."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*){0,20}<(?:!doctype\s+html|html|head|body|meta|title|main|article|div|section|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_DAYS_APART = 3
"""Days between a report's filing and its page, at most, when the one decides how the other's date is read."""
_PLAIN_LIMIT = TEXT_LIMIT + TEXT_LIMIT // 4
"""Characters of a plain text that are looked at: its furniture counts against what the text may hold."""
_FURNITURE_LINE = 1000
"""Characters of a line of furniture that are listed; one of more is no line of a page."""
_ODD_WORD = 60
"""Characters of a word of mixed scripts that a warning shows."""
_UNSEEN = re.compile(r"<(/?)(script|style|nav|footer|template)\b[^<>]*>|(<!--)|(-->)", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|section|article|td|tr|table|br|blockquote)\b[^<>]*>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|li|ul|h[1-6]|body|html|article|section|td|meta|script)\b[^<>]{0,500}>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageReading:
    """An article and what has to be said about the page it came from."""

    article: Article
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Warnings:
    told: list[str] = field(default_factory=list)

    def add(self, warning: str) -> None:
        if warning not in self.told:
            self.told.append(warning)


def read_page(data: bytes, *, url: str | None = None, published: str | None = None) -> PageReading:
    """Read the bytes of a page (HTML or plain text) into an article.

    1. Bytes become text, without hidden characters.
    2. HTML or plain text become blocks.
    3. Blocks find their place: title, standfirst, byline, stamps, captions, headings, body, furniture.
    4. The page's dates are settled; `published`, when given, overrides the page's own.
    5. The article is composed, and its language looked at.

    White space within paragraphs becomes single plain spaces, no-break spaces too.

    Raises:
        NotTextError: for binary data.
        NoArticleError: for an empty page, or one without sentences.
        NotEnglishError: for a page that is plainly in another language.
    """
    warnings = _Warnings()
    sha256 = hashlib.sha256(data).hexdigest()
    if len(data) > INPUT_LIMIT:
        data = data[:INPUT_LIMIT]
        warnings.add(f"the page was cut at {INPUT_LIMIT:,} bytes")
    text = tidy(decode(data))  # 1
    if not text.strip():
        raise NoArticleError("the page is empty: it holds nothing but white space")
    draft = _draft(text, url, warnings)  # 2, 3
    if not any(p.role in ("body", "heading", "standfirst") for p in draft.pieces):
        refuse_foreign(without_tags(text))
        raise NoArticleError("the page was read and no article was found on it: it has no paragraphs of text")
    _settle_dates(draft, published, warnings)  # 4
    body = "\n".join(p.text for p in draft.pieces)
    if refuse_foreign(body):  # 5
        warnings.add("parts of the text are not in English")
    if odd := mixed_words(body):
        warnings.add(f"words of mixed scripts: {', '.join(word[:_ODD_WORD] for word in odd[:5])}")
    article, cut = compose(draft, language="en", sha256=sha256, limit=TEXT_LIMIT)
    if cut:
        warnings.add(f"the text was cut at {TEXT_LIMIT:,} characters")
    return PageReading(article, tuple(warnings.told))


def is_html(text: str) -> bool:
    """Return whether a text is a page of HTML: it begins like one, or holds many of its tags."""
    return bool(_HTML.match(text[:5000])) or len(_TAG.findall(text[:20_000])) >= 10


def without_tags(text: str) -> str:
    """Return a page's text without its markup, elements that set a block apart as line breaks."""
    return unescape(_ANY_TAG.sub(" ", _BLOCK_TAG.sub("\n\n", _seen(text))))


def _seen(text: str) -> str:
    """Return a page's markup without comments, scripts, menus and the like; one that is never closed ends nothing.

    One pass over the tags that open and close them: a lazy pattern would look for each closing tag to the page's end.
    """
    kept: list[str] = []
    at, opened, name = 0, -1, ""
    for match in _UNSEEN.finditer(text):
        opens = "--" if match[3] else "" if match[1] or match[4] else (match[2] or "").lower()
        if opened < 0 and opens:
            opened, name = match.start(), opens
        elif opened >= 0 and not opens and name == ("--" if match[4] else (match[2] or "").lower()):
            kept.append(text[at:opened])
            at, opened = match.end(), -1
    return " ".join((*kept, text[at:]))


def _draft(text: str, url: str | None, warnings: _Warnings) -> Draft:
    if is_html(text):
        draft = read_html(text, url)
        if any(p.role == "body" for p in draft.pieces):
            return draft
        # A tree that is nested too deep for the parser loses its text; without its tags it can still be read.
        text = without_tags(text)
    if len(text) > _PLAIN_LIMIT:
        text = text[:_PLAIN_LIMIT]
        warnings.add(f"the text was cut at {_PLAIN_LIMIT:,} characters")
    draft = arrange(read_plain(text), country_of(url, None, text))
    draft.furniture = [line[:_FURNITURE_LINE] for line in draft.furniture]
    draft.url = url
    return draft


def _settle_dates(draft: Draft, published: str | None, warnings: _Warnings) -> None:
    if published is not None:
        given = read_moment(published)
        if given is None:
            warnings.add(f"the given date {published!r} could not be read")
        else:
            draft.published = given
    if draft.published is None and draft.modified is None:
        draft.published = _filed(draft) or _decided(draft)
    if draft.published is None and draft.modified is None and (named := date_in(draft.url)):
        draft.published = named
        warnings.add("no date found on the page; the day in its address was taken")
    if draft.published is None and draft.modified is None:
        if draft.unclear:
            warnings.add(f"no date found: {draft.unclear[0]!r} may be read two ways")
        else:
            warnings.add("no date found on the page: relative times stay unresolved")


def _wire(draft: Draft) -> Filed | None:
    found = (read_dateline(piece.text) for piece in [p for p in draft.pieces if p.role == "body"][:2])
    return next((filed for filed in found if filed and filed.day), None)


def _filed(draft: Draft) -> str | None:
    """Return the day of the wire's dateline when it names its year."""
    filed = _wire(draft)
    return filed_on(filed, None) if filed else None


def _decided(draft: Draft) -> str | None:
    """Return the page's date that may be read two ways, when the wire's dateline is within days of just one reading."""
    filed = _wire(draft)
    if filed is None or not draft.unclear:
        return None
    a, b, year = re.split(r"[-/.]", draft.unclear[0])
    near: list[str] = []
    for day, month in ((a, b), (b, a)):
        iso = f"{year}-{int(month):02}-{int(day):02}"
        if (on := filed_on(filed, iso)) and abs((date.fromisoformat(on) - date.fromisoformat(iso)).days) <= _DAYS_APART:
            near.append(iso)
    return near[0] if len(near) == 1 else None
