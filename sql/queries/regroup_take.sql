-- sql/queries/regroup_take.sql: the next texts of a full re-group
-- $1 bigint  after this one
-- $2 bigint  how many at most
-- returns    text, sketch, group found by the program, group that counts, whether a person put it there, what one who wrote it said
select f.id, f.sketch, f.auto_id, f.cluster_id,
  exists (select from cluster_pin p where p.fingerprint_id = f.id),
  coalesce((select a.one_liner from analysis a where a.fingerprint_id = f.id
    order by a.created_at, a.conversation_id limit 1), '')
from fingerprint f
where f.id > $1::bigint
order by f.id
limit $2::bigint
