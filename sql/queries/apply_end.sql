-- sql/queries/apply_end.sql: ends a re-analysis when nothing is left to judge
-- $1 bigint  job
-- $2 int     version
-- $3 int     engine
-- $4 int     version of the model in use
-- returns    how many are left
with rest as (
  select (select count(*) from analysis
    where (ruleset_version, engine_version) < ($2::int, $3::int))
    + (select count(*) from analysis where ruleset_version > $2::int)
    + (select count(*) from analysis where learnt_version < $4::int)
    + (select count(*) from analysis where learnt_version > $4::int) as n
), ended as (
  update job set state = 'done', done = total, finished_at = now(),
    lease_until = null, rate = 0,
    note = to_char(total, 'FM999,999,999,999') || ' conversations judged anew'
  from rest
  where id = $1::bigint and state = 'running' and rest.n = 0
)
select n from rest
