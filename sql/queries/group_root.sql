-- sql/queries/group_root.sql: groups that stand
-- $1 bigint[]  groups
-- returns      group, title, members; of those that were not merged away
select c.id, c.title, (select count(*) from analysis a
  where a.counted and a.cluster_id = c.id)
from cluster c where c.id = any($1::bigint[]) and c.root_id is null
