-- sql/queries/window_counts.sql: counts by dimension and key, now and one window earlier
-- $1 timestamptz  start of the window before
-- $2 timestamptz  start of the window
-- $3 timestamptz  end of its last full hour
-- $4 timestamptz  end of the window, past the partial hour
-- $5 bigint       mailbox, 0 for all
-- $6 text[]       dimensions
-- returns         dimension, key, count, count in full hours, count in the same hours one window earlier
select dimension, key,
  coalesce(sum(conversations) filter (where hour >= $2), 0)::bigint as now,
  coalesce(sum(conversations) filter (where hour >= $2
    and hour < $3), 0)::bigint,
  coalesce(sum(conversations) filter (where hour < $2
    and hour < $3::timestamptz - ($2::timestamptz - $1::timestamptz)),
    0)::bigint
from rollup_hour
where dimension = any($6::text[]) and mailbox_id = $5::bigint
  and hour >= $1::timestamptz and hour < $4::timestamptz
group by dimension, key
order by dimension, now desc, key
