-- sql/queries/queue_claim.sql: takes the job that has waited longest. None waits
-- for more than an hour: one that is to was stored by a clock that was ahead
-- $1 text[]   kinds
-- $2 text     worker
-- $3 bigint   seconds of the lease
-- $4 boolean  running ones too: nobody works on them, whatever the lease says
-- $5 bigint   but not this one, which the worker has in hand; 0 none
-- returns     id, kind, payload, attempts, max attempts, done, total
update job set state = 'running', worker = $2, attempts = attempts + 1,
  lease_until = now() + make_interval(secs => $3::bigint),
  started_at = coalesce(started_at, now()), error = ''
where id = (
  select id from job
  where kind = any($1::text[]) and id <> $5::bigint and (
    (state = 'queued' and (run_at <= now()
      or run_at > now() + interval '1 hour'))
    or (state = 'running' and (lease_until < now() or $4::boolean)))
  order by run_at, id
  for update skip locked limit 1)
returning id, kind, payload::text, attempts, max_attempts, done, total
