-- sql/queries/learn_state.sql: the model in use, and what the last run of learning said
-- returns  version or 0, since (epoch, 0), how many it learned from, looked (epoch, 0), what it said, how many are missing, categories that people corrected
select s.version, coalesce(extract(epoch from s.since)::bigint, 0),
  coalesce(a.examples, 0),
  coalesce(extract(epoch from s.looked_at)::bigint, 0), s.said, s.missing,
  (select count(*) from correction where field = 'category')
from learn_state s left join learn_attempt a on a.version = s.version
