-- 0010_registrations.sql   Why: who asked for a certificate with which file, and what the bureau answered, is evidence of whose key a key is.

CREATE TABLE registration (
  registration_id INTEGER PRIMARY KEY,
  unit            TEXT NOT NULL,
  name            TEXT NOT NULL,
  purpose         TEXT NOT NULL CHECK (purpose IN ('first', 'renewal', 'new-key', 'new-signatory')),
  fingerprint     BLOB NOT NULL CHECK (length(fingerprint) = 32),  -- of the key that signs filings
  file_digest     BLOB NOT NULL UNIQUE CHECK (length(file_digest) = 32),
  bytes           BLOB NOT NULL,
  arrived         INTEGER NOT NULL,
  event           INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- `answer` is the file that the bureau signed: a starter file, or a receipt that says why it was returned.
CREATE TABLE registration_decision (
  registration_id INTEGER PRIMARY KEY REFERENCES registration (registration_id) DEFERRABLE INITIALLY DEFERRED,
  kind            TEXT NOT NULL CHECK (kind IN ('approved', 'returned')),
  serial          TEXT REFERENCES certificate (serial) DEFERRABLE INITIALLY DEFERRED,  -- of the certificate that signs filings
  reason          TEXT NOT NULL,
  answer          BLOB NOT NULL,
  event           INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((kind = 'approved') = (serial IS NOT NULL)),
  CHECK ((kind = 'returned') = (reason <> ''))
) STRICT;

CREATE TRIGGER registration_insert BEFORE INSERT ON registration
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM registration WHERE registration_id = NEW.registration_id)
  OR EXISTS (SELECT 1 FROM registration WHERE file_digest = NEW.file_digest)
BEGIN SELECT RAISE(ROLLBACK, 'registration: append only'); END;
CREATE TRIGGER registration_update BEFORE UPDATE ON registration BEGIN SELECT RAISE(ABORT, 'registration: append only'); END;
CREATE TRIGGER registration_delete BEFORE DELETE ON registration BEGIN SELECT RAISE(ABORT, 'registration: append only'); END;

CREATE TRIGGER registration_decision_insert BEFORE INSERT ON registration_decision
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM registration_decision WHERE registration_id = NEW.registration_id)
BEGIN SELECT RAISE(ROLLBACK, 'registration_decision: append only'); END;
CREATE TRIGGER registration_decision_update BEFORE UPDATE ON registration_decision BEGIN SELECT RAISE(ABORT, 'registration_decision: append only'); END;
CREATE TRIGGER registration_decision_delete BEFORE DELETE ON registration_decision BEGIN SELECT RAISE(ABORT, 'registration_decision: append only'); END;
