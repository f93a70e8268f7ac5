-- Pages: what was put in, the records made of it, and what could not be read.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,       -- the page's address, tidied; for a page without one the name it came in under
  current INTEGER,                    -- its newest version
  copy_of INTEGER REFERENCES articles(id) ON DELETE SET NULL,  -- the first page with nearly the same words
  likeness REAL                       -- estimated Jaccard likeness of their five-word runs, 0 to 1
);
CREATE INDEX articles_copy_of ON articles(copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,            -- 1, 2, ... within the article
  sha256 TEXT NOT NULL,               -- of the input bytes
  page TEXT,                          -- the id that the page came with
  title TEXT,
  publisher TEXT,
  outlet TEXT,                        -- the publisher, or where there is none the host of the address
  language TEXT,
  published TEXT,                     -- as the page gives it
  day TEXT,                           -- the day of it, YYYY-MM-DD
  modified TEXT,
  url TEXT,
  text TEXT NOT NULL,
  differences TEXT,                   -- JSON: [{"was": [paragraph, ...], "is": [paragraph, ...]}, ...] from the version before
  record BLOB NOT NULL,               -- the whole record: its JSON, deflated (zlib)
  reader TEXT NOT NULL,               -- version of the reader that made it
  model TEXT NOT NULL,                -- hash of the models and tables that it was made with
  added_at TEXT NOT NULL,
  UNIQUE (article, number)
);
CREATE INDEX versions_sha256 ON versions(sha256);
CREATE INDEX versions_made_by ON versions(reader, model);

-- One row for each thing that was handed in: with it a second run knows what is done.
CREATE TABLE inputs (
  key TEXT PRIMARY KEY,               -- hash of the bytes and of what was said about them
  version INTEGER NOT NULL REFERENCES versions(id) ON DELETE CASCADE,
  source TEXT NOT NULL,               -- file, line or address it was read from
  kind TEXT NOT NULL CHECK (kind IN ('page', 'text')),
  given TEXT NOT NULL,                -- JSON: id, url, title and published as they were given
  bytes BLOB                          -- the input, deflated; NULL for given text, which the version holds
) WITHOUT ROWID;
CREATE INDEX inputs_version ON inputs(version);

CREATE TABLE failures (
  key TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  code TEXT NOT NULL,                 -- the named error
  reason TEXT NOT NULL,
  tries INTEGER NOT NULL,
  failed_at TEXT NOT NULL
) WITHOUT ROWID;
