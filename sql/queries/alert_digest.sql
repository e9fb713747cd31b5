-- sql/queries/alert_digest.sql: conversations of the last hours and of as many before, in all and by category
-- $1 bigint  hours, the current one included
-- returns    category ('' all), conversations, conversations before; the largest first, at most eight categories
with hours as (
  select dimension, key,
    sum(conversations) filter (where hour >= date_trunc('hour', now())
      - make_interval(hours => $1::int - 1)) as n,
    sum(conversations) filter (where hour < date_trunc('hour', now())
      - make_interval(hours => $1::int - 1)) as before
  from rollup_hour
  where mailbox_id = 0 and dimension in ('all', 'category')
    and hour >= date_trunc('hour', now())
      - make_interval(hours => 2 * $1::int - 1)
  group by dimension, key
)
(select '' as name, coalesce(sum(n), 0)::bigint,
  coalesce(sum(before), 0)::bigint from hours where dimension = 'all')
union all
(select key, coalesce(n, 0)::bigint, coalesce(before, 0)::bigint from hours
  where dimension = 'category' and n > 0
  order by n desc, key limit 8)
