-- sql/queries/conversation_urgent.sql: who with a high or critical problem waits for a reply and is not marked as done or dismissed
-- $1 bigint       mailbox, 0 for all
-- $2 bigint       how many at most
-- $3 timestamptz  created from
-- $4 timestamptz  created before
-- returns         the columns of struct conversation, in its order, then how many there are in all
with urgent as (
  select conversation_id, count(*) over () as all_of_them from analysis
  where counted and waiting_since is not null and severity >= 'high'
    and done_at is null and dismissed_at is null
    and ($1::bigint = 0 or mailbox_id = $1::bigint)
    and created_at >= $3::timestamptz and created_at < $4::timestamptz
  order by severity desc, created_at desc, conversation_id desc
  limit $2::bigint
)
select told.*, u.all_of_them
from urgent u
join analysis a on a.conversation_id = u.conversation_id
cross join told(a)
order by a.severity desc, a.created_at desc, a.conversation_id desc
