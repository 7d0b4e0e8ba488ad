/** Raised when the tables change; a data directory of another version is refused rather than misread. */
export const SCHEMA_VERSION = 2

/**
 * Records are small JSON documents, held in memory while the server runs; requests and lines are what
 * grows. Lines carry an AUTOINCREMENT key because the order of completion is the order of the output file.
 */
export const SCHEMA = `
  CREATE TABLE files (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
  CREATE TABLE batches (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
  CREATE TABLE requests (
    batch_id TEXT NOT NULL, position INTEGER NOT NULL, custom_id TEXT NOT NULL, model TEXT NOT NULL,
    start INTEGER NOT NULL, length INTEGER NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL,
    PRIMARY KEY (batch_id, position)
  ) WITHOUT ROWID;
  CREATE INDEX requests_by_state ON requests (batch_id, state, position);
  CREATE TABLE lines (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, batch_id TEXT NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, line TEXT NOT NULL
  );
  CREATE INDEX lines_by_order ON lines (batch_id, kind, sequence);
  CREATE UNIQUE INDEX lines_by_request ON lines (batch_id, position);
  PRAGMA user_version = ${SCHEMA_VERSION};
`
