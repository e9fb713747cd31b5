-- sql/queries/founder_add.sql: makes founders findable
-- $1 int       round
-- $2 bigint[]  keys
-- $3 bigint[]  the text of each
-- returns nothing
insert into founder_key (round, key, fingerprint_id)
select $1::int, key, id from unnest($2::bigint[], $3::bigint[]) as k(key, id)
on conflict do nothing
