"""The layers, each scored by a function of its own, in the order of the record."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from onrecord.evaluate.gold import Gold, GoldLayer
from onrecord.evaluate.layers.actors import score_actors
from onrecord.evaluate.layers.article import score_article
from onrecord.evaluate.layers.comparison import score_pair
from onrecord.evaluate.layers.events import score_events
from onrecord.evaluate.layers.readings import score_readings
from onrecord.evaluate.layers.statements import score_statements
from onrecord.evaluate.layers.times import score_times
from onrecord.evaluate.sheet import Sheet
from onrecord.evaluate.tally import Book

__all__ = ["SCORERS", "score_pair"]

SCORERS: Mapping[GoldLayer, Callable[[Gold, Sheet, Book], None]] = MappingProxyType(
    {
        "article": score_article,
        "times": score_times,
        "actors": score_actors,
        "statements": score_statements,
        "events": score_events,
        "readings": score_readings,
    }
)
