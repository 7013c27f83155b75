-- 0004_attachments.sql   Why: files go with a filing, and what another computer hands over never overwrites what is here.

-- Files that go with a version, as they will stand in its package.
CREATE TABLE attachment (
  draft_id INTEGER NOT NULL REFERENCES draft (draft_id),
  number   INTEGER NOT NULL CHECK (number > 0),
  title    TEXT NOT NULL,  -- the file name its unit knows
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
  bytes    BLOB NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (draft_id, number)
) STRICT;

CREATE TRIGGER attachment_comes_before_the_seal BEFORE INSERT ON attachment
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = new.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version does not change'); END;

CREATE TRIGGER attachment_stays BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment does not change'); END;

CREATE TRIGGER attachment_is_kept_once_sealed BEFORE DELETE ON attachment
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = old.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version does not change'); END;

-- Versions that could not take their place because another one holds it: the second of two drafts of one version. Kept whole.
CREATE TABLE set_aside (
  set_aside_id INTEGER PRIMARY KEY,
  unit         TEXT NOT NULL REFERENCES unit (code),
  form_set     TEXT NOT NULL,
  period       TEXT NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  edition      TEXT NOT NULL,
  filing       TEXT NOT NULL,
  identity     TEXT CHECK (length(identity) = 64),  -- null for one that was not sealed
  changed_at   INTEGER NOT NULL,
  set_aside_at INTEGER NOT NULL,
  UNIQUE (unit, form_set, period, version, filing)
) STRICT;

CREATE TABLE set_aside_attachment (
  set_aside_id INTEGER NOT NULL REFERENCES set_aside (set_aside_id),
  number       INTEGER NOT NULL CHECK (number > 0),
  title        TEXT NOT NULL,
  sha256       BLOB NOT NULL CHECK (length(sha256) = 32),
  bytes        BLOB NOT NULL,
  added_at     INTEGER NOT NULL,
  PRIMARY KEY (set_aside_id, number)
) STRICT;

CREATE TABLE set_aside_ledger_line (
  set_aside_id INTEGER NOT NULL REFERENCES set_aside (set_aside_id),
  form         TEXT NOT NULL,
  number       INTEGER NOT NULL,
  file         TEXT NOT NULL,
  sheet        TEXT NOT NULL,
  row          INTEGER NOT NULL,
  date         TEXT NOT NULL,
  document     TEXT NOT NULL,
  customer     TEXT NOT NULL,
  service      TEXT NOT NULL,
  partner      TEXT NOT NULL,
  remark       TEXT NOT NULL,
  amount_text  TEXT NOT NULL,
  currency     TEXT NOT NULL,
  amount       TEXT,
  row_key      TEXT NOT NULL,
  mode         TEXT NOT NULL,
  affiliated   INTEGER NOT NULL,
  digital      INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  reason       TEXT,
  PRIMARY KEY (set_aside_id, form, number)
) STRICT, WITHOUT ROWID;
