-- sql/queries/trial_recent.sql: a person's newest trials
-- $1 text  who
-- $2 int   how many at most
-- returns  id, based on, wanted, judged, made, done (epoch, 0)
select id, based_on, wanted, judged, extract(epoch from created_at)::bigint,
  coalesce(extract(epoch from done_at)::bigint, 0)
from rules_trial where who = $1 order by id desc limit $2::int
