"""Out of a store, into the tools that people use."""

from onrecord.export.columns import TABLES, Column, Table
from onrecord.export.formats import FORMATS, export
from onrecord.export.page import Page

__all__ = ["FORMATS", "TABLES", "Column", "Page", "Table", "export"]
