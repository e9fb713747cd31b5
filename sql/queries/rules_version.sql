-- sql/queries/rules_version.sql: one version of the rules with its document
-- $1 int   the version, 0: the one in force
-- returns  version, name, why, who, when (epoch), whether it is in force, document
select version, name, note, created_by,
  extract(epoch from created_at)::bigint, active, document
from ruleset where case when $1::int = 0 then active else version = $1::int end
