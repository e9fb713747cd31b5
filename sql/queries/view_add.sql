-- sql/queries/view_add.sql: saves a view
-- $1 bigint   owner
-- $2 text     name
-- $3 text     path with its query
-- $4 boolean  shared
-- returns     id; no row when the owner has one of that name
insert into saved_view (owner_id, name, path, shared)
values ($1::bigint, $2, $3, $4::boolean)
on conflict (owner_id, name) do nothing
returning id
