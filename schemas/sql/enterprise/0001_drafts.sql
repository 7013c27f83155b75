-- 0001_drafts.sql   Why: what is typed must be on disk within two seconds, and what was sealed must stay as it was.
--
-- One row per version of a filing. While it is a draft its filing is overwritten at every save; once it is sealed it is frozen, and a
-- correction is a new version. Moments are seconds since 1970-01-01 UTC.

CREATE TABLE unit (
  code       TEXT NOT NULL PRIMARY KEY,  -- unified social credit code
  name       TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  draft_id   INTEGER PRIMARY KEY,
  unit       TEXT NOT NULL REFERENCES unit (code),
  form_set   TEXT NOT NULL,
  period     TEXT NOT NULL,
  version    INTEGER NOT NULL CHECK (version > 0),
  edition    TEXT NOT NULL,
  filing     TEXT NOT NULL,  -- a filing-1 document in its canonical form
  saves      INTEGER NOT NULL DEFAULT 1 CHECK (saves > 0),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (unit, form_set, period, version)
) STRICT;

CREATE TABLE sealed (
  draft_id  INTEGER PRIMARY KEY REFERENCES draft (draft_id),
  identity  TEXT NOT NULL UNIQUE CHECK (length(identity) = 64),  -- SHA-256 of the package's manifest
  file      TEXT NOT NULL,  -- where the package was written
  sealed_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER draft_is_frozen_once_sealed BEFORE UPDATE ON draft
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = old.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version does not change'); END;

CREATE TRIGGER sealed_draft_stays BEFORE DELETE ON draft
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = old.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version is kept'); END;

CREATE TRIGGER seal_stays BEFORE UPDATE ON sealed
BEGIN SELECT RAISE(ABORT, 'a seal does not change'); END;

CREATE TRIGGER seal_is_kept BEFORE DELETE ON sealed
BEGIN SELECT RAISE(ABORT, 'a seal is kept'); END;
