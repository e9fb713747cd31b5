-- sql/queries/group_roots.sql: where groups stand
-- $1 bigint[]  groups
-- returns      group
select distinct coalesce(root_id, id) from cluster where id = any($1::bigint[])
