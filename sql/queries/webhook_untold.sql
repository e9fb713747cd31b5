-- sql/queries/webhook_untold.sql: changed conversations that no webhook told of,
-- among those changed since webhooks come
-- $1 timestamptz  changed since
-- $2 timestamptz  and before
-- returns         how many were not told of, how many changed
select count(*) filter (where not exists (select from webhook_event w
    where w.conversation_id = a.conversation_id
      and w.received_at >= a.modified_at - interval '1 minute')),
  count(*)
from analysis a
where a.counted and a.modified_at >= $1::timestamptz
  and a.modified_at >= (select min(received_at) from webhook_event
    where conversation_id <> 0)
  and a.modified_at < $2::timestamptz
