-- sql/queries/window_people.sql: distinct customers of windows of whole hours
-- $1 timestamptz[]  starts
-- $2 timestamptz[]  ends
-- $3 bigint         mailbox, 0 for all
-- returns           customers; a row for each window, in order
-- Conversations, less those of nobody, less those whose customer wrote before
-- within the window: what is read grows with the repeats, not with the window.
select greatest(0,
  (select coalesce(sum(conversations), 0) from rollup_hour
    where dimension = 'all' and mailbox_id = $3::bigint and key = ''
      and hour >= w.starts and hour < w.ends)
  - (select count(*) from analysis
    where counted and customer_id is null
      and created_at >= w.starts and created_at < w.ends
      and ($3::bigint = 0 or mailbox_id = $3::bigint))
  - (select count(*) from analysis
    where counted and customer_id is not null
      and earlier_at >= w.starts and earlier_at < w.ends
      and created_at < w.ends and ($3::bigint = 0
      or (mailbox_id = $3::bigint and earlier_here_at >= w.starts))))::bigint
from unnest($1::timestamptz[], $2::timestamptz[])
  with ordinality as w(starts, ends, nth)
order by nth
