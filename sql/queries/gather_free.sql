-- sql/queries/gather_free.sql: of groups, how many stand and are the program's to join
-- $1 bigint[]  groups
-- returns      how many
select count(*) from cluster c
where c.id = any($1::bigint[]) and c.root_id is null
  and c.id not in (select id from cluster_held)
