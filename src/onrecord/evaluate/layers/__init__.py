"""The layers, each scored by a function of its own, in the order of the record."""

from onrecord.evaluate.layers.actors import score_actors
from onrecord.evaluate.layers.article import score_article
from onrecord.evaluate.layers.comparison import score_pair
from onrecord.evaluate.layers.events import score_events
from onrecord.evaluate.layers.readings import score_readings
from onrecord.evaluate.layers.statements import score_statements
from onrecord.evaluate.layers.times import score_times

__all__ = ["SCORERS", "score_pair"]

SCORERS = (score_article, score_times, score_actors, score_statements, score_events, score_readings)
