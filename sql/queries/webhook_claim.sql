-- sql/queries/webhook_claim.sql: takes events that are due, those that waited
-- longest first. Nobody else works on them (tidemark-backfill holds a lock), so
-- one that has a worker was left by a dead one; of those it died of the first, and
-- had not come to the others. Nothing waits for more than an hour: what is to was
-- stored by a clock that was ahead
-- $1 text    worker
-- $2 bigint  how many at most
-- returns    id, event, resource, conversation, attempts, whether a program died of it
with due as (
  select id, run_at, worker from webhook_event
  where state = 'new' and (run_at <= now() or worker <> ''
    or run_at > now() + interval '1 hour')
  order by run_at, id limit $2::bigint for update skip locked
), blamed as (
  select id from due where worker <> '' order by run_at, id limit 1
), claimed as (
  update webhook_event w set worker = $1, attempts = w.attempts + case
    when w.worker = '' or w.id = (select id from blamed) then 1 else 0 end
  from due where w.id = due.id
  returning w.id, w.event, w.resource_id, w.conversation_id, w.attempts,
    w.run_at
)
select id, event, resource_id, conversation_id, attempts,
  id is not distinct from (select id from blamed)
from claimed order by run_at, id
