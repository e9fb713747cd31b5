-- sql/queries/job_counts.sql: what waits, runs and has failed
-- $1 text  kind, '' for all
-- returns  queued, running, failed and not asked for again
select
  (select count(*) from job where state = 'queued' and ($1 = '' or kind = $1)),
  (select count(*) from job where state = 'running' and ($1 = '' or kind = $1)),
  (select count(*) from job where state = 'failed' and again_as is null
    and ($1 = '' or kind = $1))
