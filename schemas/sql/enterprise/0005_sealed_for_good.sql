-- 0005_sealed_for_good.sql   Why: REPLACE removes the row in its way without asking the DELETE triggers, so another program could write over
-- what was sealed: its header, rows and explanations, the seal itself. What stands in the way of a new row is looked at before it is written.
-- (The lines and files of a sealed version are held by what 0002 and 0004 say of INSERT.)

CREATE TRIGGER sealed_draft_is_not_replaced BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM draft AS old JOIN sealed USING (draft_id)
             WHERE old.draft_id = new.draft_id
                OR (old.unit = new.unit AND old.form_set = new.form_set AND old.period = new.period AND old.version = new.version))
BEGIN SELECT RAISE(ABORT, 'a sealed version is kept'); END;

-- UPDATE OR REPLACE moves another draft onto the place of the sealed one.
CREATE TRIGGER sealed_draft_is_not_displaced BEFORE UPDATE ON draft
WHEN EXISTS (SELECT 1 FROM draft AS other JOIN sealed USING (draft_id)
             WHERE other.draft_id <> old.draft_id
               AND (other.draft_id = new.draft_id
                    OR (other.unit = new.unit AND other.form_set = new.form_set AND other.period = new.period AND other.version = new.version)))
BEGIN SELECT RAISE(ABORT, 'a sealed version is kept'); END;

CREATE TRIGGER seal_is_not_replaced BEFORE INSERT ON sealed
WHEN EXISTS (SELECT 1 FROM sealed WHERE sealed.draft_id = new.draft_id OR sealed.identity = new.identity)
BEGIN SELECT RAISE(ABORT, 'a seal is kept'); END;
