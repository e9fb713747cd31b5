-- sql/queries/group_series.sql: members of groups by hour
-- $1 bigint[]     groups
-- $2 timestamptz  start
-- $3 timestamptz  end
-- $4 bigint       mailbox, 0 for all
-- returns         group, hour as epoch, count
select cluster_id, extract(epoch from date_trunc('hour', created_at))::bigint,
  count(*)
from analysis
where counted and cluster_id = any($1::bigint[])
  and created_at >= $2::timestamptz and created_at < $3::timestamptz
  and ($4::bigint = 0 or mailbox_id = $4::bigint)
group by 1, 2
order by 1, 2
