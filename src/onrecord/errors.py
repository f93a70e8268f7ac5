"""The named errors of the package; only the command line and the web page turn them into text."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of every error that the package raises on purpose. `code` names it for programs, `exit_code` for shells."""

    code = "error"
    exit_code = 1


class PageNotFoundError(OnrecordError):
    """The page is not there, or is not a file."""

    code = "not-found"
    exit_code = 4


class NotTextError(OnrecordError):
    """The input is not a page of text: binary, or in a charset that cannot be read."""

    code = "not-text"
    exit_code = 5


class NoArticleError(OnrecordError):
    """The page was read and holds no article."""

    code = "no-article"
    exit_code = 6


class FetchError(OnrecordError):
    """The address could not be fetched, or may not be."""

    code = "fetch"
    exit_code = 7


class NotEnglishError(OnrecordError):
    """The article is in a language that the reader does not know."""

    code = "not-english"
    exit_code = 8


class PipelineError(OnrecordError):
    """The language pipeline, a model or a table that the reader needs is missing or damaged."""

    code = "pipeline"
    exit_code = 9


class BadLineError(OnrecordError):
    """A line of JSON lines is not one of `{"id", "text", ...}`; `page` is the id of the page where the line has one."""

    code = "bad-line"
    exit_code = 10

    def __init__(self, message: str, *, page: str | None = None) -> None:
        super().__init__(message)
        self.page = page


class BadDateError(OnrecordError):
    """A date given for a page is not ISO 8601."""

    code = "bad-date"
    exit_code = 11


class ReadingError(OnrecordError):
    """A page made the reader fail in a way that nobody foresaw; the cause is chained."""

    code = "internal"
    exit_code = 12


class StoreError(OnrecordError):
    """The store cannot be opened, read or written: no such file, not a store, no room, no permission."""

    code = "store"
    exit_code = 13


class NotInStoreError(StoreError):
    """The store has no such page, fact or actor."""

    code = "not-in-store"


class FilterError(OnrecordError):
    """A filter of a search has a value that it does not know."""

    code = "bad-filter"
    exit_code = 14


class MissingExtraError(OnrecordError):
    """What was asked for needs a package that is not installed; the message says what to install."""

    code = "missing-extra"
    exit_code = 15


class GazetteerError(OnrecordError):
    """A user's own table of actors cannot be read."""

    code = "bad-gazetteer"
    exit_code = 17


class NothingToCompareError(OnrecordError):
    """A comparison was asked for with fewer than two accounts."""

    code = "nothing-to-compare"
    exit_code = 16


class ClusterError(OnrecordError):
    """The cluster that should read cannot be reached."""

    code = "cluster"
    exit_code = 18


class GoldError(OnrecordError):
    """Annotated pages cannot be used: no such folder, a file that is not gold, or gold without its page."""

    code = "bad-gold"
    exit_code = 19


class CorrectionError(OnrecordError):
    """A correction cannot be made: no such field or value, words that are not on the page, nobody who makes it."""

    code = "bad-correction"
    exit_code = 20
