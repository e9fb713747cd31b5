-- sql/queries/window_people.sql: distinct customers and the median first reply, now and one window earlier
-- $1 timestamptz  start of the window before
-- $2 timestamptz  start of the window
-- $3 timestamptz  end of its last full hour
-- $4 timestamptz  end of the window, past the partial hour
-- $5 bigint       mailbox, 0 for all
-- returns         customers, customers in full hours, customers in the same hours one window earlier, median first reply in seconds or null, the same one window earlier, replied conversations
select
  count(distinct customer_id) filter (where created_at >= $2),
  count(distinct customer_id) filter (where created_at >= $2
    and created_at < $3),
  count(distinct customer_id) filter (where created_at < $2
    and created_at < $3::timestamptz - ($2::timestamptz - $1::timestamptz)),
  percentile_cont(0.5) within group (order by first_reply_seconds)
    filter (where created_at >= $2),
  percentile_cont(0.5) within group (order by first_reply_seconds)
    filter (where created_at < $2),
  count(first_reply_seconds) filter (where created_at >= $2)
from analysis
where counted and created_at >= $1::timestamptz and created_at < $4::timestamptz
  and ($5::bigint = 0 or mailbox_id = $5::bigint)
