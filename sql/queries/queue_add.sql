-- sql/queries/queue_add.sql: a job, unless the same one waits already; that one
-- need not wait any longer then, although it failed before
-- $1 text  kind
-- $2 text  payload as JSON
-- $3 text  who
-- returns  id of the new or the waiting one
with same as (
  update job set run_at = least(run_at, now())
  where state = 'queued' and id = (
    select id from job
    where kind = $1 and state = 'queued' and payload = $2::jsonb
    order by id limit 1)
  returning id
), added as (
  insert into job (kind, payload, created_by)
  select $1, $2::jsonb, $3 where not exists (select 1 from same)
  returning id
)
-- An insert tells the workers; this one they believe to wait still.
select id from same, pg_notify('tidemark_job', '') as crawl,
  pg_notify('tidemark_analysis', '') as score
union all
select id from added
