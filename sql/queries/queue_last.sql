-- sql/queries/queue_last.sql: the newest job of some payloads, but for those that
-- were cancelled before they began
-- $1 text    kind
-- $2 text[]  keys, one of which its payload has
-- returns    id, kind, payload, attempts, max attempts, done, total, state
select id, kind, payload::text, attempts, max_attempts, done, total, state
from job
where kind = $1 and payload ?| $2::text[]
  and (state <> 'cancelled' or started_at is not null)
order by id desc limit 1
