-- 0007_registration.sql   Why: what a unit asked the bureau for, and what the bureau told it beside receipts (starter files, bulletins), is kept as it was, so that it can be
-- said what is still waited for, and proven where calendar, rates and revocations come from.

CREATE TABLE registration_written (
  sha256      TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),  -- of the file
  unit        TEXT NOT NULL REFERENCES unit (code),
  purpose     TEXT NOT NULL,
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),         -- of the key that it asks a certificate for
  bytes       BLOB NOT NULL,                                          -- the file, to be handed over again
  written_at  INTEGER NOT NULL,
  answer      TEXT CHECK (answer IN ('approved', 'returned')),
  reason      TEXT NOT NULL DEFAULT '',                               -- why it was returned
  answered_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE bureau_file (
  identity   TEXT NOT NULL PRIMARY KEY CHECK (length(identity) = 64),  -- SHA-256 of the file's manifest
  kind       TEXT NOT NULL CHECK (kind IN ('starter', 'bulletin')),
  unit       TEXT NOT NULL REFERENCES unit (code),                     -- whose authority vouches for it
  created_at INTEGER NOT NULL,                                         -- as the bureau says; the newest holds
  bytes      BLOB NOT NULL,
  taken_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A sealed version of which the bureau said in a starter file that it is in the totals.
CREATE TABLE counted_version (
  identity TEXT NOT NULL PRIMARY KEY REFERENCES sealed (identity),
  as_of    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
