-- sql/queries/group_find.sql: the group of a text that is stored
-- $1 text  hash as hex
-- returns  id
select coalesce(c.root_id, c.id)
from fingerprint f join cluster c on c.id = f.cluster_id
where f.hash = decode($1, 'hex')
