-- redraw
-- What follows from statements and events.
CREATE TABLE commitments (
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  day TEXT,
  what TEXT NOT NULL,
  who TEXT NOT NULL,                  -- names, joined by "; "
  state TEXT NOT NULL,
  due TEXT,                           -- as the page says it
  due_earliest TEXT,
  due_latest TEXT,
  announced_by INTEGER REFERENCES actors(id),
  PRIMARY KEY (version, local)
) WITHOUT ROWID;
CREATE INDEX commitments_due ON commitments(state, due_latest);

CREATE TABLE commitment_actors (
  actor INTEGER NOT NULL REFERENCES actors(id),
  version INTEGER NOT NULL,
  local TEXT NOT NULL,
  role TEXT NOT NULL,                 -- who, to
  PRIMARY KEY (actor, version, local, role),
  FOREIGN KEY (version, local) REFERENCES commitments(version, local) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX commitment_actors_commitment ON commitment_actors(version, local);

CREATE TABLE positions (
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors(id),
  issue TEXT NOT NULL,
  stance TEXT NOT NULL,
  toward INTEGER REFERENCES actors(id),
  day TEXT,
  PRIMARY KEY (version, local)
) WITHOUT ROWID;
CREATE INDEX positions_actor ON positions(actor, issue, day);

CREATE TABLE meetings (
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  day TEXT,
  channel TEXT NOT NULL,
  participants TEXT NOT NULL,         -- names, joined by "; "
  sides TEXT NOT NULL,                -- countries of the participants, sorted, joined by " "
  PRIMARY KEY (version, local)
) WITHOUT ROWID;
CREATE INDEX meetings_sides ON meetings(sides, day);
CREATE INDEX meetings_day ON meetings(day);

-- Which pages may have nearly the same words: bands of each page's MinHash.
CREATE TABLE bands (
  band INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE TABLE digests (
  article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  digest BLOB NOT NULL                -- 128 numbers of 32 bits, little-endian
);
