-- sql/queries/edit_follow.sql: texts go where the founder is that they are like
-- $1 bigint[]  texts that may be founders
-- returns nothing
-- What people pinned stays.
update fingerprint f set auto_id = g.cluster_id, cluster_id = g.cluster_id
from fingerprint g
where g.id = any($1::bigint[]) and f.like_id = g.id
  and f.cluster_id <> g.cluster_id
  and not exists (select from cluster_pin p where p.fingerprint_id = f.id)
