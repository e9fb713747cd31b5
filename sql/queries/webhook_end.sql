-- sql/queries/webhook_end.sql: what became of events
-- $1 bigint[]  events
-- $2 text      state: done, failed; or new, to be tried again
-- $3 bigint    seconds until then
-- $4 boolean   this try counts
-- $5 text      note
-- returns nothing
update webhook_event set state = $2, worker = '', note = $5,
  attempts = attempts - case when $4::boolean then 0 else 1 end,
  run_at = now() + make_interval(secs => $3::bigint),
  done_at = case when $2 <> 'new' then now() end
where id = any($1::bigint[]) and state = 'new'
