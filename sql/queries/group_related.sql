-- sql/queries/group_related.sql: groups that read like one, and stand beside it
-- $1 bigint  group
-- $2 bigint  how many at most
-- returns    group, title, members; the largest first
select c.id, c.title, n.members
from cluster own
join cluster c on c.theme_id = own.theme_id and c.id <> own.id
  and c.root_id is null
cross join lateral (select count(*) as members from analysis a
  where a.counted and a.cluster_id = c.id) n
where own.id = $1::bigint and n.members > 0
order by n.members desc, c.id
limit $2::bigint
