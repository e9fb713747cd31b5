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
), member as (
  select s.cluster_id, s.size,
    count(*) filter (where a.created_at >= $2
      and a.created_at < $3::timestamptz) as in_full,
    count(*) filter (where a.created_at < $2 and a.created_at <
      $3::timestamptz - ($2::timestamptz - $1::timestamptz)) as before,
    count(distinct a.customer_id) filter (where a.created_at >= $2)
      as customers,
    max(a.severity) filter (where a.created_at >= $2) as severity,
    min(a.created_at) filter (where a.created_at >= $2) as first_at,
    max(a.created_at) as last_at,
    mode() within group (order by a.main_category)
      filter (where a.created_at >= $2) as category
  from sized s
  join analysis a on a.counted and a.cluster_id = s.cluster_id
    and a.created_at >= $1::timestamptz and a.created_at < $4::timestamptz
    and ($5::bigint = 0 or a.mailbox_id = $5::bigint)
  group by s.cluster_id, s.size
)
select m.cluster_id, c.title, m.size, m.in_full, m.before, m.customers,
  m.severity, extract(epoch from m.first_at)::bigint,
  extract(epoch from m.last_at)::bigint, m.category
from member m join cluster c on c.id = m.cluster_id
order by m.size desc, m.cluster_id
