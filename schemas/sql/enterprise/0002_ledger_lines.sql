-- 0002_ledger_lines.sql   Why: each figure must lead back to the lines of the unit's books that it was made from (统计台账, 统计法 art. 21),
-- and what a unit's own words mean is asked for only once.
--
-- Lines belong to one version of a filing and are frozen with it. Amounts are exact decimals as texts.

CREATE TABLE ledger_line (
  draft_id    INTEGER NOT NULL REFERENCES draft (draft_id),
  form        TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),  -- in the order of the files
  file        TEXT NOT NULL,
  sheet       TEXT NOT NULL,
  row         INTEGER NOT NULL CHECK (row > 0),
  date        TEXT NOT NULL,
  document    TEXT NOT NULL,
  customer    TEXT NOT NULL,
  service     TEXT NOT NULL,
  partner     TEXT NOT NULL,
  remark      TEXT NOT NULL,
  amount_text TEXT NOT NULL,  -- as it is written
  currency    TEXT NOT NULL,
  amount      TEXT,           -- null: it could not be read
  row_key     TEXT NOT NULL,  -- the codes of its row in the form, a JSON array
  mode        TEXT NOT NULL,
  affiliated  INTEGER NOT NULL CHECK (affiliated IN (0, 1)),
  digital     INTEGER NOT NULL CHECK (digital IN (0, 1)),
  outcome     TEXT NOT NULL CHECK (outcome IN ('taken', 'rounded', 'left-out', 'total-line', 'outside-period', 'unmapped', 'refused')),
  reason      TEXT,           -- why it was not taken, a JSON object
  PRIMARY KEY (draft_id, form, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_line_is_frozen_once_sealed BEFORE INSERT ON ledger_line
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = new.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version does not change'); END;

CREATE TRIGGER ledger_line_stays BEFORE UPDATE ON ledger_line
BEGIN SELECT RAISE(ABORT, 'a line is what it was'); END;

CREATE TRIGGER sealed_ledger_line_is_kept BEFORE DELETE ON ledger_line
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = old.draft_id)
BEGIN SELECT RAISE(ABORT, 'a sealed version is kept'); END;

CREATE TABLE ledger_mapping (
  unit       TEXT NOT NULL REFERENCES unit (code),
  form       TEXT NOT NULL,
  mapping    TEXT NOT NULL,  -- a ledger-mapping-1 document
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (unit, form)
) STRICT, WITHOUT ROWID;
