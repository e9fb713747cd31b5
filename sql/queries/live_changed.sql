-- sql/queries/live_changed.sql: what pages are made of, beside what viewers were told
-- returns  version of the data, digest of the jobs, whether each of both was not told yet
with jobs as (
  select md5(concat_ws('|',
    (select string_agg(concat_ws(',', id, done, total, note), ';' order by id)
     from job where state = 'running'),
    (select count(*) from job where state = 'queued'),
    (select max(id) from job), (select max(finished_at) from job
     where finished_at is not null))) as digest
)
select v.version, j.digest, v.version <> t.version, j.digest <> t.jobs
from data_version v, jobs j, live_told t
