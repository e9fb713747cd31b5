-- sql/queries/window_series.sql: counts by hour and key of one dimension
-- $1 timestamptz  start
-- $2 timestamptz  end
-- $3 bigint       mailbox, 0 for all
-- $4 text         dimension
-- returns         hour as epoch, key, count
select extract(epoch from hour)::bigint, key, conversations
from rollup_hour
where dimension = $4 and mailbox_id = $3::bigint
  and hour >= $1::timestamptz and hour < $2::timestamptz
order by hour, key
