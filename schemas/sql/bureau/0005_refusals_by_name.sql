-- 0005_refusals_by_name.sql   Why: a file that cannot be read has no digest; its refusals are found by name, without a walk through all.
CREATE INDEX refusal_of_name ON refusal (file_name, code) WHERE file_digest IS NULL;
