-- 0007_one_journal.sql   Why: a fifth of what taking in a filing cost went into journals that SQLite keeps for single statements.
--
-- A trigger that aborts, and a reference that is looked at after each statement, undo that statement alone; for this SQLite copies every
-- page that it is about to change. Whatever is refused here undoes its whole transaction anyway, so the triggers now roll back, and
-- references are looked at when the transaction ends. What is refused stays the same.
-- Nothing on disk depends on this. Source: SQLite, "ALTER TABLE", section 7, changes that do not affect the content on disk.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'RAISE(ABORT, ', 'RAISE(ROLLBACK, ') WHERE type = 'trigger' AND name = tbl_name || '_insert';
UPDATE sqlite_schema
SET sql = replace(replace(replace(replace(replace(sql,
  'REFERENCES event (number)', 'REFERENCES event (number) DEFERRABLE INITIALLY DEFERRED'),
  'REFERENCES unit (unit_id)', 'REFERENCES unit (unit_id) DEFERRABLE INITIALLY DEFERRED'),
  'REFERENCES opening (opening_id)', 'REFERENCES opening (opening_id) DEFERRABLE INITIALLY DEFERRED'),
  'REFERENCES filing (filing_id)', 'REFERENCES filing (filing_id) DEFERRABLE INITIALLY DEFERRED'),
  'REFERENCES filing_version (version_id)', 'REFERENCES filing_version (version_id) DEFERRABLE INITIALLY DEFERRED')
WHERE type = 'table' AND name IN ('setting', 'edition_seen', 'unit', 'unit_entry', 'pinned_key', 'opening', 'obligation', 'filing', 'filing_version', 'version_reason', 'decision', 'refusal');
PRAGMA writable_schema = RESET;
