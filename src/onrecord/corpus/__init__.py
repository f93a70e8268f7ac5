"""From files to a store: what is in them, who reads it, and how it is written down."""

from onrecord.corpus.adding import Summary, add, load
from onrecord.corpus.sources import Choices
from onrecord.corpus.spreading import add_on_cluster

__all__ = ["Choices", "Summary", "add", "add_on_cluster", "load"]
