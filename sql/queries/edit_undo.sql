-- sql/queries/edit_undo.sql: an edit counts no more
-- $1 bigint  edit
-- $2 text    who
-- returns nothing
update cluster_edit set undone_at = now(), undone_by = $2
where id = $1::bigint and undone_at is null
