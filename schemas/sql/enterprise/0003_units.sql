-- 0003_units.sql   Why: an accounting office files for many units, one of which may leave; who signs is asked once; and a quarter to play
-- with must never become a filing.

ALTER TABLE unit ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1));  -- its drafts are kept

CREATE TABLE unit_signatories (
  unit            TEXT NOT NULL PRIMARY KEY REFERENCES unit (code),
  unit_head       TEXT NOT NULL,
  statistics_head TEXT NOT NULL,
  preparer        TEXT NOT NULL,
  phone           TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE draft ADD COLUMN is_practice INTEGER NOT NULL DEFAULT 0 CHECK (is_practice IN (0, 1));

CREATE TRIGGER practice_is_never_sealed BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM draft WHERE draft.draft_id = new.draft_id AND draft.is_practice = 1)
BEGIN SELECT RAISE(ABORT, 'a practice draft is never sealed'); END;

CREATE TRIGGER practice_stays_practice BEFORE UPDATE OF is_practice ON draft
WHEN old.is_practice <> new.is_practice
BEGIN SELECT RAISE(ABORT, 'a practice draft does not become a filing'); END;

-- Where a sealed file was last handed in: a copy on a stick, in a folder that the bureau reads.
CREATE TABLE handed_in (
  draft_id     INTEGER PRIMARY KEY REFERENCES sealed (draft_id),
  place        TEXT NOT NULL,
  handed_in_at INTEGER NOT NULL
) STRICT;
