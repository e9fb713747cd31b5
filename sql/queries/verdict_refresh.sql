-- sql/queries/verdict_refresh.sql: copies a conversation's facts beside its verdict
-- $1 bigint[]  conversations
-- returns nothing
with old as (
  select created_at, customer_id from analysis
  where conversation_id = any($1::bigint[])
), new as (
  select created_at, customer_id from conversation
  where id = any($1::bigint[])
), marked as (
  insert into rollup_dirty (hour)
  select date_trunc('hour', created_at) from old
  union
  select date_trunc('hour', created_at) from new
), marked_customer as (
  insert into customer_dirty (customer_id)
  select customer_id from old where customer_id is not null
  union
  select customer_id from new where customer_id is not null
)
update analysis a set
  created_at = c.created_at, modified_at = c.modified_at, number = c.number,
  mailbox_id = c.mailbox_id, customer_id = c.customer_id, status = c.status,
  counted = c.counted, waiting_since = c.waiting_since,
  first_reply_seconds =
    extract(epoch from c.first_reply_at - c.created_at)::int
from conversation c
where c.id = a.conversation_id and a.conversation_id = any($1::bigint[])
