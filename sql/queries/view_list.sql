-- sql/queries/view_list.sql: saved views that a person may open
-- $1 bigint  user, 0 for nobody: shared ones alone
-- $2 bigint  one view, 0 for all
-- returns    id, name, path, shared, owner's name, whether it is this user's, made (epoch)
select v.id, v.name, v.path, v.shared, u.name, v.owner_id = $1::bigint,
  extract(epoch from v.created_at)::bigint
from saved_view v join app_user u on u.id = v.owner_id
where (v.shared or v.owner_id = $1::bigint)
  and ($2::bigint = 0 or v.id = $2::bigint)
order by v.name, v.id
