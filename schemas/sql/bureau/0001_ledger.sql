-- 0001_ledger.sql   Why: one file holds what a bureau received, whole and for good.
--
-- Nothing is ever changed or removed. What looks like a change (a unit's state, a setting, an exemption) is a further row, and the
-- latest one holds. Each row names the event that wrote it; the event's `content` is the digest of all rows it wrote, and events are
-- chained by their digests. So `zhibao verify` notices a row that was altered, added or taken away, also by someone who can write the
-- file and drops the triggers below.
--
-- Only `counted` is rewritten: it says which version of a filing is in the totals, and verify computes it anew.
-- Moments are seconds since 1970-01-01 UTC, dates are texts (2017-04-10), amounts are hundredths of the row's currency.

CREATE TABLE event (
  number   INTEGER PRIMARY KEY CHECK (number > 0),
  moment   INTEGER NOT NULL,
  actor    TEXT NOT NULL,   -- a program part or, later, a person
  kind     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  payload  TEXT NOT NULL,   -- JSON
  content  BLOB NOT NULL CHECK (length(content) = 32),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  digest   BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

CREATE TABLE setting (
  name  TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES event (number),
  value TEXT NOT NULL,
  PRIMARY KEY (name, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition_seen (
  edition TEXT NOT NULL,
  digest  BLOB NOT NULL CHECK (length(digest) = 32),
  event   INTEGER NOT NULL REFERENCES event (number),
  PRIMARY KEY (edition, digest)
) STRICT, WITHOUT ROWID;

-- A unit is known by its organisation code, which a credit code contains: one that changes from the former to the latter stays the same unit.
CREATE TABLE unit (
  unit_id           INTEGER PRIMARY KEY,
  organisation_code TEXT NOT NULL UNIQUE CHECK (length(organisation_code) = 9),
  event             INTEGER NOT NULL REFERENCES event (number)
) STRICT;

CREATE TABLE unit_entry (
  unit_id INTEGER NOT NULL REFERENCES unit (unit_id),
  event   INTEGER NOT NULL REFERENCES event (number),
  code    TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('active', 'unconfirmed', 'suspended', 'cancelled', 'agent')),
  reason  TEXT NOT NULL,
  PRIMARY KEY (unit_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE pinned_key (
  unit_id     INTEGER NOT NULL REFERENCES unit (unit_id),
  event       INTEGER NOT NULL REFERENCES event (number),
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  certificate BLOB NOT NULL,
  PRIMARY KEY (unit_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening (
  opening_id INTEGER PRIMARY KEY,
  form_set   TEXT NOT NULL,
  period     TEXT NOT NULL,
  last_day   TEXT NOT NULL CHECK (length(last_day) = 10),
  edition    TEXT NOT NULL,
  opens      INTEGER NOT NULL,
  deadline   INTEGER NOT NULL,   -- the last second in time
  note       TEXT NOT NULL,      -- why the days differ from the rule
  event      INTEGER NOT NULL REFERENCES event (number),
  UNIQUE (period, form_set)
) STRICT;

CREATE TABLE obligation (
  opening_id INTEGER NOT NULL REFERENCES opening (opening_id),
  unit_id    INTEGER NOT NULL REFERENCES unit (unit_id),
  event      INTEGER NOT NULL REFERENCES event (number),
  state      TEXT NOT NULL CHECK (state IN ('due', 'exempt')),
  reason     TEXT NOT NULL,
  PRIMARY KEY (opening_id, unit_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE filing (
  filing_id  INTEGER PRIMARY KEY,
  opening_id INTEGER NOT NULL REFERENCES opening (opening_id),
  unit_id    INTEGER NOT NULL REFERENCES unit (unit_id),
  event      INTEGER NOT NULL REFERENCES event (number),
  UNIQUE (opening_id, unit_id)
) STRICT;

-- version_id counts in the order of arrival.
CREATE TABLE filing_version (
  version_id      INTEGER PRIMARY KEY,
  filing_id       INTEGER NOT NULL REFERENCES filing (filing_id),
  number          INTEGER NOT NULL CHECK (number > 0),
  identity        BLOB NOT NULL UNIQUE CHECK (length(identity) = 32),
  replaces        BLOB CHECK (length(replaces) = 32),
  kind            TEXT NOT NULL CHECK (kind IN ('original', 'correction', 'late')),
  origin          TEXT NOT NULL CHECK (origin IN ('sealed', 'paper')),
  zero            INTEGER NOT NULL CHECK (zero IN (0, 1)),
  arrived         INTEGER NOT NULL,
  file_name       TEXT NOT NULL,
  signer          BLOB NOT NULL CHECK (length(signer) = 32),
  edition         TEXT NOT NULL,
  edition_digest  BLOB NOT NULL CHECK (length(edition_digest) = 32),
  package_digest  BLOB NOT NULL CHECK (length(package_digest) = 32),
  rows_digest     BLOB NOT NULL CHECK (length(rows_digest) = 32),
  findings_digest BLOB NOT NULL CHECK (length(findings_digest) = 32),
  row_count       INTEGER NOT NULL,
  errors          INTEGER NOT NULL,
  queries         INTEGER NOT NULL,
  unexplained     INTEGER NOT NULL,
  notices         INTEGER NOT NULL,
  event           INTEGER NOT NULL REFERENCES event (number),
  CHECK ((number = 1) = (replaces IS NULL))
) STRICT;
CREATE INDEX filing_version_of_filing ON filing_version (filing_id, number);

-- What is known of a unit from a day on. A row changes only what it says: an empty text or a null leaves what was known before. Rows that come
-- from a filing count while their version counts. Of two rows of the same day the later event wins.
CREATE TABLE unit_profile (
  unit_id          INTEGER NOT NULL REFERENCES unit (unit_id),
  valid_from       TEXT NOT NULL CHECK (length(valid_from) = 10),
  event            INTEGER NOT NULL REFERENCES event (number),
  version_id       INTEGER REFERENCES filing_version (version_id),  -- null for what the register says
  name             TEXT NOT NULL,
  district         TEXT NOT NULL,
  platform         TEXT NOT NULL,
  industry         TEXT NOT NULL,
  industry_edition TEXT NOT NULL,
  in_liangjiang    INTEGER CHECK (in_liangjiang IN (0, 1)),
  PRIMARY KEY (unit_id, valid_from, event)
) STRICT, WITHOUT ROWID;

-- What hangs on a version is written before the version itself, so that nothing can be added to a version that exists.
CREATE TABLE package (
  version_id INTEGER PRIMARY KEY REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  bytes      BLOB NOT NULL
) STRICT;

CREATE TABLE finding (
  version_id INTEGER NOT NULL REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  number     INTEGER NOT NULL CHECK (number >= 0),
  rule       TEXT NOT NULL,
  level      TEXT NOT NULL CHECK (level IN ('error', 'query', 'notice')),
  verdict    TEXT NOT NULL,
  explained  INTEGER NOT NULL CHECK (explained IN (0, 1)),
  cells      TEXT NOT NULL,      -- JSON
  arguments  TEXT NOT NULL,      -- JSON
  message_zh TEXT NOT NULL,      -- as it was judged; empty for structural problems, whose sentence is that of the code
  message_en TEXT NOT NULL,
  PRIMARY KEY (version_id, number)
) STRICT, WITHOUT ROWID;

-- The rows of trade by mode, from whatever form declares these concepts.
CREATE TABLE trade_row (
  version_id  INTEGER NOT NULL REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED,
  number      INTEGER NOT NULL CHECK (number >= 0),
  form        TEXT NOT NULL,
  flow        TEXT NOT NULL,
  item        TEXT NOT NULL,
  partner     TEXT NOT NULL,
  outsourcing TEXT NOT NULL,
  currency    TEXT NOT NULL,
  total       INTEGER,
  mode1       INTEGER,
  mode2       INTEGER,
  mode4       INTEGER,
  affiliated  INTEGER,
  digital     INTEGER,
  PRIMARY KEY (version_id, number)
) STRICT, WITHOUT ROWID;

-- The latest one holds.
CREATE TABLE decision (
  version_id INTEGER NOT NULL REFERENCES filing_version (version_id),
  event      INTEGER NOT NULL REFERENCES event (number),
  kind       TEXT NOT NULL,   -- 'accepted'
  reason     TEXT NOT NULL,
  PRIMARY KEY (version_id, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (
  refusal_id  INTEGER PRIMARY KEY,
  file_name   TEXT NOT NULL,
  file_digest BLOB CHECK (length(file_digest) = 32),
  code        TEXT NOT NULL,
  place       TEXT NOT NULL,
  arguments   TEXT NOT NULL,      -- JSON
  arrived     INTEGER NOT NULL,
  event       INTEGER NOT NULL REFERENCES event (number)
) STRICT;
CREATE INDEX refusal_of_file ON refusal (file_digest, code);

-- Derived: the version of a filing that is in the totals.
CREATE TABLE counted (
  filing_id  INTEGER PRIMARY KEY REFERENCES filing (filing_id),
  version_id INTEGER NOT NULL REFERENCES filing_version (version_id)
) STRICT;

-- Refusals of change. An INSERT trigger is what stops INSERT OR REPLACE: that deletes without asking the DELETE triggers.

CREATE TRIGGER event_insert BEFORE INSERT ON event
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'event: append only'); END;
CREATE TRIGGER event_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event: append only'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event: append only'); END;

CREATE TRIGGER setting_insert BEFORE INSERT ON setting
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM setting WHERE name = NEW.name AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'setting: append only'); END;
CREATE TRIGGER setting_update BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'setting: append only'); END;
CREATE TRIGGER setting_delete BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'setting: append only'); END;

CREATE TRIGGER edition_seen_insert BEFORE INSERT ON edition_seen
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM edition_seen WHERE edition = NEW.edition AND digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'edition_seen: append only'); END;
CREATE TRIGGER edition_seen_update BEFORE UPDATE ON edition_seen BEGIN SELECT RAISE(ABORT, 'edition_seen: append only'); END;
CREATE TRIGGER edition_seen_delete BEFORE DELETE ON edition_seen BEGIN SELECT RAISE(ABORT, 'edition_seen: append only'); END;

CREATE TRIGGER unit_insert BEFORE INSERT ON unit
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM unit WHERE unit_id = NEW.unit_id)
  OR EXISTS (SELECT 1 FROM unit WHERE organisation_code = NEW.organisation_code)
BEGIN SELECT RAISE(ABORT, 'unit: append only'); END;
CREATE TRIGGER unit_update BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'unit: append only'); END;
CREATE TRIGGER unit_delete BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'unit: append only'); END;

CREATE TRIGGER unit_entry_insert BEFORE INSERT ON unit_entry
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM unit_entry WHERE unit_id = NEW.unit_id AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'unit_entry: append only'); END;
CREATE TRIGGER unit_entry_update BEFORE UPDATE ON unit_entry BEGIN SELECT RAISE(ABORT, 'unit_entry: append only'); END;
CREATE TRIGGER unit_entry_delete BEFORE DELETE ON unit_entry BEGIN SELECT RAISE(ABORT, 'unit_entry: append only'); END;

CREATE TRIGGER unit_profile_insert BEFORE INSERT ON unit_profile
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM unit_profile WHERE unit_id = NEW.unit_id AND valid_from = NEW.valid_from AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'unit_profile: append only'); END;
CREATE TRIGGER unit_profile_update BEFORE UPDATE ON unit_profile BEGIN SELECT RAISE(ABORT, 'unit_profile: append only'); END;
CREATE TRIGGER unit_profile_delete BEFORE DELETE ON unit_profile BEGIN SELECT RAISE(ABORT, 'unit_profile: append only'); END;

CREATE TRIGGER pinned_key_insert BEFORE INSERT ON pinned_key
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM pinned_key WHERE unit_id = NEW.unit_id AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'pinned_key: append only'); END;
CREATE TRIGGER pinned_key_update BEFORE UPDATE ON pinned_key BEGIN SELECT RAISE(ABORT, 'pinned_key: append only'); END;
CREATE TRIGGER pinned_key_delete BEFORE DELETE ON pinned_key BEGIN SELECT RAISE(ABORT, 'pinned_key: append only'); END;

CREATE TRIGGER opening_insert BEFORE INSERT ON opening
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM opening WHERE opening_id = NEW.opening_id)
  OR EXISTS (SELECT 1 FROM opening WHERE period = NEW.period AND form_set = NEW.form_set)
BEGIN SELECT RAISE(ABORT, 'opening: append only'); END;
CREATE TRIGGER opening_update BEFORE UPDATE ON opening BEGIN SELECT RAISE(ABORT, 'opening: append only'); END;
CREATE TRIGGER opening_delete BEFORE DELETE ON opening BEGIN SELECT RAISE(ABORT, 'opening: append only'); END;

CREATE TRIGGER obligation_insert BEFORE INSERT ON obligation
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM obligation WHERE opening_id = NEW.opening_id AND unit_id = NEW.unit_id AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'obligation: append only'); END;
CREATE TRIGGER obligation_update BEFORE UPDATE ON obligation BEGIN SELECT RAISE(ABORT, 'obligation: append only'); END;
CREATE TRIGGER obligation_delete BEFORE DELETE ON obligation BEGIN SELECT RAISE(ABORT, 'obligation: append only'); END;

CREATE TRIGGER filing_insert BEFORE INSERT ON filing
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM filing WHERE filing_id = NEW.filing_id)
  OR EXISTS (SELECT 1 FROM filing WHERE opening_id = NEW.opening_id AND unit_id = NEW.unit_id)
BEGIN SELECT RAISE(ABORT, 'filing: append only'); END;
CREATE TRIGGER filing_update BEFORE UPDATE ON filing BEGIN SELECT RAISE(ABORT, 'filing: append only'); END;
CREATE TRIGGER filing_delete BEFORE DELETE ON filing BEGIN SELECT RAISE(ABORT, 'filing: append only'); END;

CREATE TRIGGER filing_version_insert BEFORE INSERT ON filing_version
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM filing_version WHERE version_id = NEW.version_id)
  OR EXISTS (SELECT 1 FROM filing_version WHERE identity = NEW.identity)
BEGIN SELECT RAISE(ABORT, 'filing_version: append only'); END;
CREATE TRIGGER filing_version_update BEFORE UPDATE ON filing_version BEGIN SELECT RAISE(ABORT, 'filing_version: append only'); END;
CREATE TRIGGER filing_version_delete BEFORE DELETE ON filing_version BEGIN SELECT RAISE(ABORT, 'filing_version: append only'); END;

-- The three bulky tables ask afterwards and roll the whole transaction back, which also brings back what a REPLACE has removed: it spares
-- SQLite a copy of every value and a journal for every statement.
CREATE TRIGGER package_insert AFTER INSERT ON package
WHEN EXISTS (SELECT 1 FROM filing_version WHERE version_id = NEW.version_id)
BEGIN SELECT RAISE(ROLLBACK, 'package: append only'); END;
CREATE TRIGGER package_update BEFORE UPDATE ON package BEGIN SELECT RAISE(ABORT, 'package: append only'); END;
CREATE TRIGGER package_delete BEFORE DELETE ON package BEGIN SELECT RAISE(ABORT, 'package: append only'); END;

CREATE TRIGGER finding_insert AFTER INSERT ON finding
WHEN EXISTS (SELECT 1 FROM filing_version WHERE version_id = NEW.version_id)
BEGIN SELECT RAISE(ROLLBACK, 'finding: append only'); END;
CREATE TRIGGER finding_update BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'finding: append only'); END;
CREATE TRIGGER finding_delete BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT, 'finding: append only'); END;

CREATE TRIGGER trade_row_insert AFTER INSERT ON trade_row
WHEN EXISTS (SELECT 1 FROM filing_version WHERE version_id = NEW.version_id)
BEGIN SELECT RAISE(ROLLBACK, 'trade_row: append only'); END;
CREATE TRIGGER trade_row_update BEFORE UPDATE ON trade_row BEGIN SELECT RAISE(ABORT, 'trade_row: append only'); END;
CREATE TRIGGER trade_row_delete BEFORE DELETE ON trade_row BEGIN SELECT RAISE(ABORT, 'trade_row: append only'); END;

CREATE TRIGGER decision_insert BEFORE INSERT ON decision
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM decision WHERE version_id = NEW.version_id AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'decision: append only'); END;
CREATE TRIGGER decision_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decision: append only'); END;
CREATE TRIGGER decision_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decision: append only'); END;

CREATE TRIGGER refusal_insert BEFORE INSERT ON refusal
WHEN NEW.event IS NOT (SELECT max(number) FROM event)
  OR EXISTS (SELECT 1 FROM refusal WHERE refusal_id = NEW.refusal_id)
BEGIN SELECT RAISE(ABORT, 'refusal: append only'); END;
CREATE TRIGGER refusal_update BEFORE UPDATE ON refusal BEGIN SELECT RAISE(ABORT, 'refusal: append only'); END;
CREATE TRIGGER refusal_delete BEFORE DELETE ON refusal BEGIN SELECT RAISE(ABORT, 'refusal: append only'); END;
