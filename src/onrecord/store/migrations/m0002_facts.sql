-- redraw
-- Facts of the current version of each article, drawn from its record; they can be drawn again at any time.
CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,           -- what links it across pages: state:RUS, wikidata:Q1, person:name|country|office
  name TEXT NOT NULL,
  folded TEXT NOT NULL,               -- the name in lower case without accents
  kind TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  office TEXT,
  wikidata TEXT,
  same_as INTEGER REFERENCES actors(id) ON DELETE SET NULL,   -- another actor that this one is, by hand; undone by NULL
  pages INTEGER NOT NULL DEFAULT 0,
  said INTEGER NOT NULL DEFAULT 0,
  did INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX actors_folded ON actors(folded);
CREATE INDEX actors_country ON actors(country, said DESC);
CREATE INDEX actors_said ON actors(said DESC);
CREATE INDEX actors_same_as ON actors(same_as) WHERE same_as IS NOT NULL;

CREATE VIRTUAL TABLE actors_words USING fts5(
  name, content='actors', content_rowid='id', columnsize=0, tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE page_actors (
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,                -- the actor's id within the record
  actor INTEGER NOT NULL REFERENCES actors(id),
  linked_by TEXT NOT NULL,            -- code, wikidata, name, or hand
  PRIMARY KEY (version, local)
) WITHOUT ROWID;
CREATE INDEX page_actors_actor ON page_actors(actor, version);

-- Links parted by hand: this name on this article is not who the rule says.
CREATE TABLE partings (
  article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  PRIMARY KEY (article, key)
) WITHOUT ROWID;

-- The ids of statements and events run by day, then version, then place on the page: the newest come first without sorting.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  day TEXT,                           -- when it was said, to the day, else the day of the page
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  polarity TEXT NOT NULL,
  channel TEXT NOT NULL,
  speaker INTEGER REFERENCES actors(id),
  country TEXT,                       -- the speaker's
  cue TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  confidence REAL NOT NULL,
  text TEXT NOT NULL,
  who TEXT NOT NULL,                  -- the speaker's name, or the words that stand for one
  tags TEXT NOT NULL                  -- the filters that find it
);
CREATE UNIQUE INDEX statements_local ON statements(version, local);

CREATE VIRTUAL TABLE statements_words USING fts5(
  text, who, tags, content='statements', content_rowid='id', columnsize=0,
  tokenize="porter unicode61 remove_diacritics 2 tokenchars '='"
);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  local TEXT NOT NULL,
  day TEXT,                           -- the day of the event, else the day of the page
  earliest TEXT,
  latest TEXT,
  type TEXT NOT NULL,
  mode TEXT,
  quad INTEGER NOT NULL,
  goldstein REAL NOT NULL,
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  statement INTEGER,                  -- the statement that carries it, NULL for the page's own voice
  place TEXT,
  place_country TEXT,
  geonames INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  confidence REAL NOT NULL,
  text TEXT NOT NULL,                 -- the sentence or line that tells it
  who TEXT NOT NULL,                  -- names of its actors and recipients
  tags TEXT NOT NULL
);
CREATE UNIQUE INDEX events_local ON events(version, local);

CREATE VIRTUAL TABLE events_words USING fts5(
  text, who, tags, content='events', content_rowid='id', columnsize=0,
  tokenize="porter unicode61 remove_diacritics 2 tokenchars '='"
);

-- Who has which part in which statement or event.
CREATE TABLE parts (
  actor INTEGER NOT NULL REFERENCES actors(id),
  role TEXT NOT NULL,                 -- speaker addressee voice about | actor recipient
  fact INTEGER NOT NULL,              -- id of the statement or event
  PRIMARY KEY (actor, role, fact)
) WITHOUT ROWID;
CREATE INDEX parts_fact ON parts(fact);

-- What a tag stands for, where the tag does not show it.
CREATE TABLE tag_values (
  tag TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Running counts for the front page, facets and charts; week is the Monday, '' for all time.
CREATE TABLE tallies (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  week TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (facet, value, week)
) WITHOUT ROWID;
