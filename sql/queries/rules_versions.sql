-- sql/queries/rules_versions.sql: the versions of the rules, newest first
-- $1 int   older than this one, 0 to begin
-- $2 int   how many at most
-- returns  version, name, why, who, when (epoch), whether it is in force
select version, name, note, created_by,
  extract(epoch from created_at)::bigint, active
from ruleset where $1::int = 0 or version < $1::int
order by version desc limit $2::int
