-- sql/queries/group_edits.sql: what people did to a group, newest first
-- $1 bigint  group
-- $2 bigint  how many at most
-- returns    edit, kind, group, its title, other group or 0, its title, conversation or 0, its number, conversations, title, title before, reason, who, when, undone (epoch, 0), who undid it, whether the program made it
with family as (
  select id from cluster where id = $1::bigint or root_id = $1::bigint
)
select e.id, e.kind, coalesce(e.cluster_id, 0), coalesce(c.title, ''),
  coalesce(e.other_id, 0), coalesce(o.title, ''),
  coalesce(e.conversation_id, 0),
  coalesce((select number from analysis a
    where a.conversation_id = e.conversation_id), 0),
  e.conversations, e.title, e.title_before, e.reason, e.who,
  extract(epoch from e.at)::bigint,
  coalesce(extract(epoch from e.undone_at)::bigint, 0),
  coalesce(e.undone_by, ''), e.by_program
from cluster_edit e
left join cluster c on c.id = e.cluster_id
left join cluster o on o.id = e.other_id
where e.cluster_id in (select id from family)
  or e.other_id in (select id from family)
order by e.id desc
limit $2::bigint
