-- sql/queries/edit_rename.sql: names a group
-- $1 bigint  group
-- $2 text    title, null for the one before people named it or their last word
-- returns nothing
update cluster c set title = coalesce($2,
  (select e.title from cluster_edit e where e.cluster_id = c.id
    and e.kind = 'rename' and e.undone_at is null order by e.id desc limit 1),
  (select e.title_before from cluster_edit e where e.cluster_id = c.id
    and e.kind = 'rename' order by e.id limit 1), c.title)
where c.id = $1::bigint
