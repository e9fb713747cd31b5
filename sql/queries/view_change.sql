-- sql/queries/view_change.sql: renames a view, shares it or no longer
-- $1 bigint   id
-- $2 text     name
-- $3 boolean  shared
-- returns     id; no row when its owner has another one of that name
update saved_view v set name = $2, shared = $3::boolean
where v.id = $1::bigint and not exists (select from saved_view o
  where o.owner_id = v.owner_id and o.name = $2 and o.id <> v.id)
returning v.id
