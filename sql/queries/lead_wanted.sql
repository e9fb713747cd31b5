-- sql/queries/lead_wanted.sql: the oldest text of a group without a founder
-- $1 bigint  group that texts stand in
-- returns    text, its sketch; no row when the group has a founder or no text
select f.id, f.sketch from fingerprint f
where f.cluster_id = $1::bigint
  and not exists (select from fingerprint g
    where g.cluster_id = $1::bigint and g.founder)
order by f.id limit 1
