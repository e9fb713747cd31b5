-- sql/queries/regroup_taken.sql: groups that have a founder in a round already
-- $1 bigint[]  groups
-- $2 int       round
-- returns      group
select distinct cluster_id from fingerprint
where cluster_id = any($1::bigint[]) and round = $2::int and founder
