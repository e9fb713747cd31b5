-- sql/queries/webhook_claim.sql: takes events that are due, those that waited
-- longest first. Nobody else works on them (tidemark-backfill holds a lock), so
-- one that has a worker was left by a dead one
-- $1 text    worker
-- $2 bigint  how many at most
-- returns    id, event, resource, conversation, attempts
with due as (
  select id from webhook_event
  where state = 'new' and (run_at <= now() or worker <> '')
  order by run_at, id limit $2::bigint for update skip locked
)
update webhook_event w set worker = $1, attempts = w.attempts + 1
from due where w.id = due.id
returning w.id, w.event, w.resource_id, w.conversation_id, w.attempts
