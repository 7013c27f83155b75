-- 0011_mandates.sql   Why: nobody may report for a unit but who has its mandate (委托); which one a version relied on is evidence.

CREATE TABLE mandate (
  mandate_id INTEGER PRIMARY KEY,
  unit_id    INTEGER NOT NULL REFERENCES unit (unit_id) DEFERRABLE INITIALLY DEFERRED,  -- who is filed for
  agent_id   INTEGER NOT NULL REFERENCES unit (unit_id) DEFERRABLE INITIALLY DEFERRED,  -- who files
  first_day  TEXT NOT NULL,
  last_day   TEXT,                -- without one it holds until it is ended
  evidence   TEXT NOT NULL CHECK (evidence <> ''),  -- what the bureau saw: the stamped paper and where it is kept
  event      INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED,
  CHECK (unit_id <> agent_id),
  CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT;
CREATE INDEX mandate_of_unit ON mandate (unit_id, agent_id);

CREATE TABLE mandate_end (
  mandate_id INTEGER PRIMARY KEY REFERENCES mandate (mandate_id) DEFERRABLE INITIALLY DEFERRED,
  last_day   TEXT NOT NULL,       -- the last on which it held
  reason     TEXT NOT NULL CHECK (reason <> ''),
  event      INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE version_mandate (
  version_id INTEGER PRIMARY KEY REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  mandate_id INTEGER NOT NULL REFERENCES mandate (mandate_id) DEFERRABLE INITIALLY DEFERRED,
  event      INTEGER NOT NULL REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TRIGGER mandate_insert BEFORE INSERT ON mandate
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM mandate WHERE mandate_id = NEW.mandate_id)
BEGIN SELECT RAISE(ROLLBACK, 'mandate: append only'); END;
CREATE TRIGGER mandate_update BEFORE UPDATE ON mandate BEGIN SELECT RAISE(ABORT, 'mandate: append only'); END;
CREATE TRIGGER mandate_delete BEFORE DELETE ON mandate BEGIN SELECT RAISE(ABORT, 'mandate: append only'); END;

CREATE TRIGGER mandate_end_insert BEFORE INSERT ON mandate_end
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM mandate_end WHERE mandate_id = NEW.mandate_id)
BEGIN SELECT RAISE(ROLLBACK, 'mandate_end: append only'); END;
CREATE TRIGGER mandate_end_update BEFORE UPDATE ON mandate_end BEGIN SELECT RAISE(ABORT, 'mandate_end: append only'); END;
CREATE TRIGGER mandate_end_delete BEFORE DELETE ON mandate_end BEGIN SELECT RAISE(ABORT, 'mandate_end: append only'); END;

CREATE TRIGGER version_mandate_insert BEFORE INSERT ON version_mandate
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM version_mandate WHERE version_id = NEW.version_id)
BEGIN SELECT RAISE(ROLLBACK, 'version_mandate: append only'); END;
CREATE TRIGGER version_mandate_update BEFORE UPDATE ON version_mandate BEGIN SELECT RAISE(ABORT, 'version_mandate: append only'); END;
CREATE TRIGGER version_mandate_delete BEFORE DELETE ON version_mandate BEGIN SELECT RAISE(ABORT, 'version_mandate: append only'); END;
