-- sql/queries/webhook_add.sql: a delivery, durable when this is answered, whatever
-- the server's setting: nobody sends again what was acknowledged. The same
-- bytes again are counted, and are new work only when the former was done with so
-- long ago that something may have changed back
-- $1 text    event
-- $2 bigint  resource, 0 for none
-- $3 bigint  conversation to fetch, 0 for none
-- $4 text    SHA-256 of the bytes, as \x hex
-- $5 text    state: new, or ignored
-- $6 text    note
-- $7 int     seconds after which the same bytes are new work
-- returns    id, times, whether there is work to do
with durable as (
  select set_config('synchronous_commit', 'on', true) as setting
), stored as (
  insert into webhook_event as w (event, resource_id, conversation_id, body_hash,
    state, note, done_at)
  select $1, $2::bigint, $3::bigint, $4::text::bytea, $5, $6,
    case when $5 <> 'new' then now() end
  from durable where setting = 'on'
  on conflict (event, resource_id, body_hash) do update set
    times = w.times + 1,
    received_at = case when w.state <> 'new' and w.done_at < now()
      - make_interval(secs => $7::int) then now() else w.received_at end,
    state = case when w.state in ('done', 'failed') and w.done_at < now()
      - make_interval(secs => $7::int) then 'new' else w.state end,
    run_at = case when w.state in ('done', 'failed') then now()
      else w.run_at end,
    attempts = case when w.state in ('done', 'failed') then 0
      else w.attempts end
  returning id, times, state
)
select id, times, state = 'new',
  -- Who is at work looks again before it rests: one notice wakes it for all
  -- (a notice locks all others out until it is committed).
  case when state = 'new' and not exists (select from webhook_event
    where state = 'new' and run_at <= now() limit 1)
    then pg_notify('tidemark_job', '') end
from stored
