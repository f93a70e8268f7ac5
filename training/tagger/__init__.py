"""Trains the attribution tagger that ships in `onrecord/models/attribution`."""
