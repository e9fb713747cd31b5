-- sql/queries/apply_now.sql: how far the re-analysis by the version in force is
-- returns  job, state, done, total, rate a second, whether its worker is silent, started, finished (epoch, 0); no row when there was none
select j.id, j.state, j.done, j.total, j.rate,
  j.state = 'running' and j.lease_until < now(),
  coalesce(extract(epoch from j.started_at)::bigint, 0),
  coalesce(extract(epoch from j.finished_at)::bigint, 0)
from job j join ruleset r on r.active
where j.kind = 'rules_apply' and (j.payload ->> 'version')::int = r.version
order by j.id desc limit 1
