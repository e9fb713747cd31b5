-- sql/queries/outbox_later.sql: these wait longer
-- $1 bigint[]  rows
-- $2 bigint    seconds from now
-- $3 text      what failed; '': nothing
-- returns nothing
update outbox set run_at = now() + make_interval(secs => $2::bigint),
  attempts = attempts + case when $3 = '' then 0 else 1 end, error = $3
where id = any($1::bigint[]) and state = 'queued'
