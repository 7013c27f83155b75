-- 0004_rates_reopened.sql   Why: a quarter frozen with a wrong rate must be put right, and the log must say that it was and why.
--
-- An event of the kind rates-reopened writes all rates of a frozen quarter once more as drafts. So whether a quarter is frozen is what
-- its newest rows say, and only that event may add rows while it is.

DROP TRIGGER rate_insert;
CREATE TRIGGER rate_insert BEFORE INSERT ON rate
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM rate WHERE period = NEW.period AND currency = NEW.currency AND event = NEW.event)
  OR ((SELECT kind FROM event WHERE number = NEW.event) IS NOT 'rates-reopened'
      AND EXISTS (SELECT 1 FROM rate WHERE period = NEW.period AND status = 'frozen'
                  AND event = (SELECT max(event) FROM rate WHERE period = NEW.period AND event < NEW.event)))
BEGIN SELECT RAISE(ABORT, 'rate: append only'); END;
