-- sql/queries/group_find.sql: the group that has a fingerprint
-- $1 text  fingerprint as hex
-- returns  id
select coalesce(merged_into, id) from cluster
where fingerprint = decode($1, 'hex')
