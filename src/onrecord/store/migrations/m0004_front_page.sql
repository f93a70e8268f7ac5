-- Indexes that a front page reads in order, so that it takes no longer on a large store.
CREATE INDEX tallies_total ON tallies(facet, n DESC, value) WHERE week = '';
CREATE INDEX commitments_open ON commitments(due_latest, version) WHERE state IN ('open', 'conditional');
DROP INDEX commitments_due;
