-- 0008_certificates.sql   Why: the bureau issues certificates itself, and must know for ever which, for whom, and which no longer hold.

-- The one of use 'authority' is the bureau's own, which signs the others. `unit` is the code that the subject names, `fingerprint` that of the key.
CREATE TABLE certificate (
  serial      TEXT NOT NULL PRIMARY KEY CHECK (serial <> ''),
  unit        TEXT NOT NULL,
  use         TEXT NOT NULL CHECK (use IN ('authority', 'signing', 'envelope', 'connection')),
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  certificate BLOB NOT NULL,
  event       INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_of_key ON certificate (fingerprint);

CREATE TABLE revocation (
  serial TEXT NOT NULL PRIMARY KEY REFERENCES certificate (serial) DEFERRABLE INITIALLY DEFERRED,
  moment INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  event  INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TRIGGER certificate_insert BEFORE INSERT ON certificate
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM certificate WHERE serial = NEW.serial)
  OR (NEW.use = 'authority' AND EXISTS (SELECT 1 FROM certificate WHERE use = 'authority'))
BEGIN SELECT RAISE(ROLLBACK, 'certificate: append only'); END;
CREATE TRIGGER certificate_update BEFORE UPDATE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate: append only'); END;
CREATE TRIGGER certificate_delete BEFORE DELETE ON certificate BEGIN SELECT RAISE(ABORT, 'certificate: append only'); END;

CREATE TRIGGER revocation_insert BEFORE INSERT ON revocation
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM revocation WHERE serial = NEW.serial)
BEGIN SELECT RAISE(ROLLBACK, 'revocation: append only'); END;
CREATE TRIGGER revocation_update BEFORE UPDATE ON revocation BEGIN SELECT RAISE(ABORT, 'revocation: append only'); END;
CREATE TRIGGER revocation_delete BEFORE DELETE ON revocation BEGIN SELECT RAISE(ABORT, 'revocation: append only'); END;
