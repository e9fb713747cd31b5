-- sql/queries/group_top.sql: the largest groups of a window
-- $1 timestamptz  start of the window before
-- $2 timestamptz  start of the window
-- $3 timestamptz  end of its last full hour
-- $4 timestamptz  end of the window, past the partial hour
-- $5 bigint       mailbox, 0 for all
-- $6 bigint       how many at most
-- $7 bigint       fewest members that make a group
-- returns         group, title, count, count in full hours, count in the same hours one window earlier, customers, highest severity, first seen and last seen in the window (epoch), most frequent main category
with sized as (
  select cluster_id, count(*) as size
  from analysis
  where counted and cluster_id is not null
    and created_at >= $2::timestamptz and created_at < $4::timestamptz
    and ($5::bigint = 0 or mailbox_id = $5::bigint)
  group by cluster_id
  having count(*) >= $7::bigint
  order by 2 desc, cluster_id
  limit $6::bigint
)
select s.cluster_id, c.title, s.size,
  count(*) filter (where a.created_at >= $2
    and a.created_at < $3::timestamptz),
  count(*) filter (where a.created_at < $2 and a.created_at <
    $3::timestamptz - ($2::timestamptz - $1::timestamptz)),
  count(distinct a.customer_id) filter (where a.created_at >= $2),
  max(a.severity) filter (where a.created_at >= $2),
  extract(epoch from min(a.created_at)
    filter (where a.created_at >= $2))::bigint,
  extract(epoch from max(a.created_at))::bigint,
  mode() within group (order by a.main_category)
    filter (where a.created_at >= $2)
from sized s
join cluster c on c.id = s.cluster_id
join analysis a on a.counted and a.cluster_id = s.cluster_id
  and a.created_at >= $1::timestamptz and a.created_at < $4::timestamptz
  and ($5::bigint = 0 or a.mailbox_id = $5::bigint)
group by s.cluster_id, c.title, s.size
order by s.size desc, s.cluster_id
