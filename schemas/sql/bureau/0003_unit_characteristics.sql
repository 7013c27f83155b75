-- 0003_unit_characteristics.sql   Why: who owes a form set can depend on what the unit is, so the register must know it as of a day.
--
-- Answers of the unit's profile that conditions of form sets look at, by the column of the profile form: foreignShare "60.00",
-- hasOverseasAffiliates "yes". Rows add up as those of unit_profile do: a row changes only what it says, an empty value takes it back,
-- rows that come from a filing count while their version counts, and of two rows of the same day the later event wins.

CREATE TABLE unit_characteristic (
  unit_id    INTEGER NOT NULL REFERENCES unit (unit_id),
  valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
  name       TEXT NOT NULL CHECK (name <> ''),
  event      INTEGER NOT NULL REFERENCES event (number),
  version_id INTEGER REFERENCES filing_version (version_id),  -- null for what the register says
  value      TEXT NOT NULL,
  PRIMARY KEY (unit_id, valid_from, name, event)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER unit_characteristic_insert BEFORE INSERT ON unit_characteristic
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM unit_characteristic
             WHERE unit_id = NEW.unit_id AND valid_from = NEW.valid_from AND name = NEW.name AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'unit_characteristic: append only'); END;
CREATE TRIGGER unit_characteristic_update BEFORE UPDATE ON unit_characteristic BEGIN SELECT RAISE(ABORT, 'unit_characteristic: append only'); END;
CREATE TRIGGER unit_characteristic_delete BEFORE DELETE ON unit_characteristic BEGIN SELECT RAISE(ABORT, 'unit_characteristic: append only'); END;
