-- sql/queries/cluster_add.sql: makes groups
-- $1 bigint[]  ids
-- $2 text[]    titles
-- returns nothing
insert into cluster (id, title)
select * from unnest($1::bigint[], $2::text[])
