-- sql/queries/edit_find.sql: an edit, to undo it
-- $1 bigint  edit
-- returns    kind, group, other group, whether it is undone
select kind, coalesce(cluster_id, 0), coalesce(other_id, 0),
  undone_at is not null
from cluster_edit where id = $1::bigint
