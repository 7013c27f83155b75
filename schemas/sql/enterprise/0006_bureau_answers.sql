-- 0006_bureau_answers.sql   Why: what the bureau answers to a sealed version is kept beside it, and whose signature counts as the bureau's is settled once
-- for a unit, by somebody who has compared the fingerprint with the bureau's paper.

CREATE TABLE bureau_authority (
  unit        TEXT NOT NULL PRIMARY KEY REFERENCES unit (code),
  certificate BLOB NOT NULL,     -- DER
  pinned_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Another authority in the place of the first would be believed from then on.
CREATE TRIGGER authority_stays BEFORE UPDATE ON bureau_authority
BEGIN SELECT RAISE(ABORT, 'the authority of the bureau is kept'); END;
CREATE TRIGGER authority_is_not_replaced BEFORE INSERT ON bureau_authority
WHEN EXISTS (SELECT 1 FROM bureau_authority AS old WHERE old.unit = new.unit)
BEGIN SELECT RAISE(ABORT, 'the authority of the bureau is kept'); END;

CREATE TABLE bureau_receipt (
  sha256       TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),    -- of the receipt
  identity     TEXT NOT NULL REFERENCES sealed (identity),               -- of the version that it answers
  event        INTEGER NOT NULL,  -- where the bureau's ledger stood: later receipts have higher numbers
  is_duplicate INTEGER NOT NULL CHECK (is_duplicate IN (0, 1)),          -- it says of a second copy only that it was one
  verdict      TEXT NOT NULL,
  waits        TEXT NOT NULL,
  arrived_at   INTEGER NOT NULL,
  open         INTEGER NOT NULL,  -- findings in the way of acceptance
  bytes        BLOB NOT NULL,     -- the receipt as it came, to be proven again
  taken_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bureau_receipt_of_version ON bureau_receipt (identity, is_duplicate, event);
