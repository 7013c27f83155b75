-- 0006_reasons.sql   Why: a correction, a withdrawal and a late filing say why there is this version, and a withdrawal is a kind of its own.

-- Versions that give no reason have no row, so that what older events say, and their digests, stay as they were.
CREATE TABLE version_reason (
  version_id INTEGER PRIMARY KEY REFERENCES filing_version (version_id),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  event      INTEGER NOT NULL REFERENCES event (number)
) STRICT;

CREATE TRIGGER version_reason_insert BEFORE INSERT ON version_reason
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM version_reason WHERE version_id = NEW.version_id)
BEGIN SELECT RAISE(ABORT, 'version_reason: append only'); END;
CREATE TRIGGER version_reason_update BEFORE UPDATE ON version_reason BEGIN SELECT RAISE(ABORT, 'version_reason: append only'); END;
CREATE TRIGGER version_reason_delete BEFORE DELETE ON version_reason BEGIN SELECT RAISE(ABORT, 'version_reason: append only'); END;

-- A constraint that allows more than before leaves every row as it is; making the table anew would remove and add rows that are kept for ever.
-- Source: SQLite, "ALTER TABLE", section 7, changes that do not affect the content on disk.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'kind IN (''original'', ''correction'', ''late'')', 'kind IN (''original'', ''correction'', ''late'', ''withdrawal'')')
WHERE type = 'table' AND name = 'filing_version';
PRAGMA writable_schema = RESET;
