-- sql/queries/group_one.sql: one group, or the one it was merged into
-- $1 bigint  group
-- returns    id, title, merged into or 0, members, customers, first seen, last seen (epoch, 0), distinct texts
with asked as (
  select coalesce(root_id, id) as id from cluster where id = $1::bigint
)
select c.id, c.title, case when c.id <> $1::bigint then c.id else 0 end,
  count(a.conversation_id), count(distinct a.customer_id),
  coalesce(extract(epoch from min(a.created_at))::bigint, 0),
  coalesce(extract(epoch from max(a.created_at))::bigint, 0),
  count(distinct a.fingerprint_id)
from asked join cluster c using (id)
left join analysis a on a.counted and a.cluster_id = c.id
group by c.id, c.title
