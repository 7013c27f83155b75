-- 0009_receipts.sql   Why: a unit is told what became of each file it sent, and what it was told is kept as it was told.

-- Why a version was sent back, beside the decision of the same event: about these cells, or about the whole where there are none.
CREATE TABLE return_reason (
  version_id INTEGER NOT NULL REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  event      INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
  number     INTEGER NOT NULL CHECK (number >= 0),
  cells      TEXT NOT NULL,      -- JSON
  text       TEXT NOT NULL CHECK (text <> ''),
  PRIMARY KEY (version_id, event, number)
) STRICT, WITHOUT ROWID;

-- A receipt is due again when the standing of what it is about is another one. `bytes` is the file as the bureau signed it.
CREATE TABLE receipt (
  receipt_id  INTEGER PRIMARY KEY,
  version_id  INTEGER REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  refusal_id  INTEGER REFERENCES refusal (refusal_id) DEFERRABLE INITIALLY DEFERRED,
  unit        TEXT NOT NULL,     -- the code it is addressed to; empty where the file did not say it
  standing    TEXT NOT NULL,     -- the verdict, and what decides whether another one is due: "received findings", "returned 17"
  file_digest BLOB NOT NULL CHECK (length(file_digest) = 32),
  identity    BLOB NOT NULL UNIQUE CHECK (length(identity) = 32),
  bytes       BLOB NOT NULL,
  event       INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((version_id IS NULL) <> (refusal_id IS NULL))
) STRICT;
CREATE INDEX receipt_of_version ON receipt (version_id) WHERE version_id IS NOT NULL;
CREATE INDEX receipt_of_refusal ON receipt (refusal_id) WHERE refusal_id IS NOT NULL;

CREATE TRIGGER return_reason_insert BEFORE INSERT ON return_reason
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM return_reason WHERE version_id = NEW.version_id AND event = NEW.event AND number = NEW.number)
BEGIN SELECT RAISE(ROLLBACK, 'return_reason: append only'); END;
CREATE TRIGGER return_reason_update BEFORE UPDATE ON return_reason BEGIN SELECT RAISE(ABORT, 'return_reason: append only'); END;
CREATE TRIGGER return_reason_delete BEFORE DELETE ON return_reason BEGIN SELECT RAISE(ABORT, 'return_reason: append only'); END;

CREATE TRIGGER receipt_insert BEFORE INSERT ON receipt
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM receipt WHERE receipt_id = NEW.receipt_id)
  OR EXISTS (SELECT 1 FROM receipt WHERE identity = NEW.identity)
BEGIN SELECT RAISE(ROLLBACK, 'receipt: append only'); END;
CREATE TRIGGER receipt_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: append only'); END;
CREATE TRIGGER receipt_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'receipt: append only'); END;
