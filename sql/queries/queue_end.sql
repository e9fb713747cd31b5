-- sql/queries/queue_end.sql: done, failed, or queued again for later; given back
-- without an error, the attempt does not count
-- $1 bigint  id
-- $2 text    worker
-- $3 text    state
-- $4 text    note
-- $5 text    error
-- $6 bigint  seconds until it may be claimed again
-- $7 bigint  done
-- $8 bigint  total
-- returns    id; no row when the job is another worker's or was cancelled
update job set state = $3, note = $4, error = $5, lease_until = null,
  rate = 0,
  attempts = case when $3 = 'queued' and $5 = ''
    then greatest(attempts - 1, 0) else attempts end,
  run_at = now() + make_interval(secs => $6::bigint),
  done = $7::bigint, total = $8::bigint,
  finished_at = case when $3 <> 'queued' then now() end
where id = $1::bigint and worker = $2 and state = 'running'
returning id
