-- sql/queries/detector_rules.sql: the newest versions of the detector's rule
-- $1 int   how many
-- returns  version, budget, least, ratio, quiet hours, note, who, when (epoch); newest first
select version, budget, least, ratio, quiet_hours, note, created_by,
  extract(epoch from created_at)::bigint
from detector_rule order by version desc limit $1::int
