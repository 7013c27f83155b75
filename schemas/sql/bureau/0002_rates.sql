-- 0002_rates.sql   Why: the bureau's own rates of exchange decide, and what decided at any time must stay readable.
--
-- A rate for a quarter and currency is a further row; the latest one holds. Freezing a quarter writes all its rates once more with the
-- status frozen: from then on only those hold, and none can be added. Units of the currency for one US dollar are numerator / denominator.

CREATE TABLE rate (
  period      TEXT NOT NULL CHECK (length(period) = 6),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  event       INTEGER NOT NULL REFERENCES event (number),
  numerator   INTEGER NOT NULL CHECK (numerator > 0),
  denominator INTEGER NOT NULL CHECK (denominator > 0),
  status      TEXT NOT NULL CHECK (status IN ('draft', 'official', 'frozen')),
  basis       TEXT NOT NULL,   -- how it was made, printed under tables
  source      TEXT NOT NULL,   -- who published it
  entered_by  TEXT NOT NULL,
  entered_on  TEXT NOT NULL CHECK (length(entered_on) IN (0, 10)),
  PRIMARY KEY (period, currency, event)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER rate_insert BEFORE INSERT ON rate
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM rate WHERE period = NEW.period AND currency = NEW.currency AND event = NEW.event)
  OR EXISTS (SELECT 1 FROM rate WHERE period = NEW.period AND status = 'frozen' AND event < NEW.event)
BEGIN SELECT RAISE(ABORT, 'rate: append only'); END;
CREATE TRIGGER rate_update BEFORE UPDATE ON rate BEGIN SELECT RAISE(ABORT, 'rate: append only'); END;
CREATE TRIGGER rate_delete BEFORE DELETE ON rate BEGIN SELECT RAISE(ABORT, 'rate: append only'); END;
