-- sql/queries/queue_beat.sql: renews a lease and tells the progress, which also
-- clears the count of attempts: only a job that gets nowhere is given up
-- $1 bigint  id
-- $2 text    worker
-- $3 bigint  seconds of the lease
-- $4 bigint  done
-- $5 bigint  total
-- $6 text    note
-- $7 bigint  done in a thousand seconds, lately
-- returns    id; no row when the job is another worker's or was cancelled
update job set lease_until = now() + make_interval(secs => $3::bigint),
  attempts = case when $4::bigint > done then 0 else attempts end,
  done = $4::bigint, total = $5::bigint, note = $6,
  rate = $7::bigint / 1000.0
where id = $1::bigint and worker = $2 and state = 'running'
returning id
