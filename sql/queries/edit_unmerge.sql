-- sql/queries/edit_unmerge.sql: a merged group stands again, with what was merged into it
-- $1 bigint  the group
-- returns nothing
with recursive family as (
  select id from cluster where id = $1::bigint
  union
  select c.id from cluster c join family f on c.merged_into = f.id
)
update cluster c set
  root_id = case when c.id <> $1::bigint then $1::bigint end,
  merged_into = case when c.id <> $1::bigint then c.merged_into end
from family f where c.id = f.id
