"""Fits the weights by which rules and tagger are joined (`onrecord/models/statements/weights.json`)."""
