-- sql/queries/alert_digest.sql: conversations of the last full hours and of as many before, in all and by category
-- $1 bigint  hours
-- returns    category ('' all), conversations, conversations before, end of the last full hour (epoch); the largest first, at most eight categories
with span as (
  select date_trunc('hour', now()) as ends,
    make_interval(hours => $1::int) as length
), hours as (
  select dimension, key,
    sum(conversations) filter (where hour >= s.ends - s.length) as n,
    sum(conversations) filter (where hour < s.ends - s.length) as before
  from span s join rollup_hour r
    on hour >= s.ends - 2 * s.length and hour < s.ends
  where mailbox_id = 0 and dimension in ('all', 'category')
  group by dimension, key
)
(select '' as name, coalesce(sum(n), 0)::bigint,
  coalesce(sum(before), 0)::bigint,
  extract(epoch from (select ends from span))::bigint
  from hours where dimension = 'all')
union all
(select key, coalesce(n, 0)::bigint, coalesce(before, 0)::bigint, 0
  from hours where dimension = 'category' and n > 0
  order by n desc, key limit 8)
