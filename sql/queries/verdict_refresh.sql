-- sql/queries/verdict_refresh.sql: copies conversations' facts beside their verdicts; verdict_mark goes before, correction_apply must follow
-- $1 bigint[]  conversations
-- returns nothing
update analysis a set
  created_at = c.created_at, modified_at = c.modified_at, number = c.number,
  mailbox_id = c.mailbox_id, customer_id = c.customer_id, status = c.status,
  counted = c.counted, waiting_since = c.waiting_since,
  first_reply_seconds =
    extract(epoch from c.first_reply_at - c.created_at)::int
from conversation c
where c.id = a.conversation_id and a.conversation_id = any($1::bigint[])
