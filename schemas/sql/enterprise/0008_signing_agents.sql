-- 0008_signing_agents.sql   Why: an accounting office signs for many units with its own key, under mandates that the bureau knows; for whom is asked once, and what the bureau
-- answers comes under the authority that the office trusts.

CREATE TABLE signing_agent (
  unit  TEXT NOT NULL PRIMARY KEY REFERENCES unit (code),
  agent TEXT NOT NULL REFERENCES unit (code) CHECK (agent <> unit)
) STRICT, WITHOUT ROWID;
