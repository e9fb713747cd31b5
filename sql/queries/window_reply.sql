-- sql/queries/window_reply.sql: median first reply of windows of whole hours
-- $1 timestamptz[]  starts
-- $2 timestamptz[]  ends
-- $3 bigint         mailbox, 0 for all
-- $4 text           reply: in elapsed time; reply_open: in office hours
-- returns           seconds or null, replied conversations; a row for each window, in order
-- The counts by bin say which one or two bins the middle lies in; only those are
-- sorted. The value is exact: the mean of the two middle ones.
with span as (
  select * from unnest($1::timestamptz[], $2::timestamptz[])
    with ordinality as w(starts, ends, nth)
), bin as (
  select s.nth, r.key::int as bin, sum(r.conversations)::bigint as n
  from span s join rollup_hour r on r.dimension = $4
    and r.mailbox_id = $3::bigint and r.hour >= s.starts and r.hour < s.ends
  group by s.nth, r.key
), place as (
  select *, sum(n) over (partition by nth order by bin)::bigint as upto,
    sum(n) over (partition by nth)::bigint as total
  from bin
), middle as (
  select nth, total, array_agg(bin) as bins, min(upto - n) as below
  from place
  where upto > (total - 1) / 2 and upto - n <= total / 2
  group by nth, total
)
select (sorted.v[(m.total - 1) / 2 - m.below + 1]
  + sorted.v[m.total / 2 - m.below + 1]) / 2.0, coalesce(m.total, 0)
from span s
left join middle m on m.nth = s.nth
left join lateral (
  select array_agg(seconds order by seconds) as v
  from (
    select first_reply_seconds
    from analysis
    where $4 = 'reply' and counted and first_reply_seconds is not null
      and reply_bin(first_reply_seconds) = any(m.bins)
      and created_at >= s.starts and created_at < s.ends
      and ($3::bigint = 0 or mailbox_id = $3::bigint)
    union all
    select seconds
    from reply_open
    where $4 = 'reply_open' and reply_bin(seconds) = any(m.bins)
      and hour >= s.starts and hour < s.ends
      and ($3::bigint = 0 or mailbox_id = $3::bigint)
  ) as reply(seconds)
) sorted on true
order by s.nth
