"""The web page: a record over its text, search, actors, comparison."""
