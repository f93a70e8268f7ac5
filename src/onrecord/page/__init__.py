"""The page: bytes in, an article out."""

from onrecord.page.given import read_given
from onrecord.page.reading import PageReading, read_page
from onrecord.page.source import open_source

__all__ = ["PageReading", "open_source", "read_given", "read_page"]
