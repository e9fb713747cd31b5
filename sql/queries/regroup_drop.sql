-- sql/queries/regroup_drop.sql: forgets texts that no conversation has any more
-- $1 bigint  after this one
-- $2 bigint  of so many texts
-- returns nothing
delete from fingerprint f
where f.id in (select id from fingerprint where id > $1::bigint
    order by id limit $2::bigint)
  and not exists (select from analysis a where a.fingerprint_id = f.id)
  and not exists (select from cluster_pin p where p.fingerprint_id = f.id)
