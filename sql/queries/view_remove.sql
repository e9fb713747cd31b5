-- sql/queries/view_remove.sql: takes a saved view away
-- $1 bigint  id
-- returns  nothing
delete from saved_view where id = $1::bigint
