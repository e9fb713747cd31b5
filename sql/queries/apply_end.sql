-- sql/queries/apply_end.sql: ends a re-analysis when nothing is left to judge
-- $1 bigint  job
-- $2 int     version
-- returns    how many are left
with rest as (
  select count(*) as n from analysis
  where ruleset_version < $2::int or ruleset_version > $2::int
), ended as (
  update job set state = 'done', done = total, finished_at = now(),
    lease_until = null, rate = 0
  from rest
  where id = $1::bigint and state = 'running' and rest.n = 0
)
select n from rest
