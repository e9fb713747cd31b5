-- sql/queries/job_cancel.sql: ends a job that waits or runs; who works on it finds that out when it next says that it is at work
-- $1 bigint  id
-- $2 text    who
-- returns    id; no row when it has ended
update job set state = 'cancelled', cancelled_by = $2, finished_at = now(),
  lease_until = null, rate = 0
where id = $1::bigint and state in ('queued', 'running')
returning id
