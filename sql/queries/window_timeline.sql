-- sql/queries/window_timeline.sql: the newest conversations of a window, for a row of marks
-- $1 timestamptz  start
-- $2 timestamptz  end
-- $3 bigint       mailbox, 0 for all
-- $4 bigint       how many at most
-- returns         conversation, number, created (epoch)
select conversation_id, number, extract(epoch from created_at)::bigint
from analysis
where counted and created_at >= $1::timestamptz and created_at < $2::timestamptz
  and ($3::bigint = 0 or mailbox_id = $3::bigint)
order by created_at desc, conversation_id desc
limit $4::bigint
