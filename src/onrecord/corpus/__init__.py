"""From files to a store: what is in them, who reads it, and how it is written down."""

from onrecord.corpus.adding import Summary, add, load
from onrecord.corpus.sources import Choices

__all__ = ["Choices", "Summary", "add", "load"]
