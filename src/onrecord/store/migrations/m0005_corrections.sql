-- What people say is wrong with what the reader found. Nothing here changes a record or a fact, and neither reading a
-- page again nor a new version of it touches a row.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,  -- the version that was looked at
  kind TEXT NOT NULL CHECK (kind IN ('field', 'wrong', 'missing', 'checked')),
  layer TEXT NOT NULL CHECK (layer IN ('statement', 'event', 'time', 'actor', 'page')),
  local TEXT NOT NULL,                -- the fact's id within the record as it was then, '' for none
  field TEXT NOT NULL,                -- the field that is wrong, '' for the whole fact
  was TEXT NOT NULL,                  -- JSON: what the reader found
  value TEXT NOT NULL,                -- JSON: what is right; null: that is not said; for a missing fact its fields
  start INTEGER NOT NULL,             -- where the fact's words stood in the version's text, in code points
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,                -- those words, by which it is found again
  before TEXT NOT NULL,               -- and what stood around them
  after TEXT NOT NULL,
  made_by TEXT NOT NULL,
  why TEXT NOT NULL,
  made_at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_why TEXT,
  withdrawn_at TEXT
);
CREATE INDEX corrections_article ON corrections(article, id);
