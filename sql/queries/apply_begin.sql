-- sql/queries/apply_begin.sql: takes up the re-analysis by a version of the rules, of the engine and of the model: jobs of other rules end, total is what was to do, done what is done by now
-- $1 int     version
-- $2 text    worker
-- $3 bigint  seconds of the lease
-- $4 text    who, when nobody has asked for it
-- $5 int     engine; what a newer one judged stays
-- $6 int     version of the model in use
-- returns    id, done, total; no row when there is nothing to judge and no job
with wanted as (
  select (select count(*) from analysis
    where (ruleset_version, engine_version) < ($1::int, $5::int))
    + (select count(*) from analysis where ruleset_version > $1::int)
    + (select count(*) from analysis where learnt_version <> $6::int
      and ruleset_version = $1::int and engine_version >= $5::int) as n
), asked as (
  select max(id) as id from job
  where kind = 'rules_apply' and state in ('queued', 'running')
    and (payload ->> 'version')::int = $1::int
    and coalesce((payload ->> 'learnt')::int, $6::int) = $6::int
), over as (
  update job set state = 'cancelled', finished_at = now(), lease_until = null,
    note = case when (payload ->> 'version')::int <> $1::int
      then 'version ' || $1::int || ' came after it'
      else 'another took its place' end
  where kind = 'rules_apply' and state in ('queued', 'running')
    and id <> coalesce((select id from asked), 0)
), taken as (
  update job set state = 'running', worker = $2, attempts = 1, rate = 0,
    lease_until = now() + make_interval(secs => $3::bigint),
    started_at = coalesce(started_at, now()),
    total = greatest(total, w.n), done = greatest(total, w.n) - w.n
  from wanted w
  where id = (select id from asked)
  returning id, done, total
), made as (
  insert into job (kind, state, payload, worker, attempts, lease_until,
    started_at, total, created_by)
  select 'rules_apply', 'running', jsonb_build_object('version', $1::int,
    'engine', $5::int, 'learnt', $6::int), $2, 1, now() + make_interval(secs => $3::bigint), now(), w.n, $4
  from wanted w where w.n > 0 and not exists (select from taken)
  returning id, done, total
)
select id, done, total from taken union all select id, done, total from made
