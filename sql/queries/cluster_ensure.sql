-- sql/queries/cluster_ensure.sql: the group of each fingerprint, made when it is new
-- $1 text[]  fingerprints as hex, each once
-- $2 text[]  titles for new groups
-- returns    fingerprint as hex, id
with given as (
  select decode(f, 'hex') as fingerprint, t as title
  from unnest($1::text[], $2::text[]) as g(f, t)
), made as (
  insert into cluster (fingerprint, title)
  select fingerprint, title from given order by fingerprint
  on conflict (fingerprint) do nothing
  returning fingerprint, id
)
select encode(fingerprint, 'hex'), id from made
union all
select encode(c.fingerprint, 'hex'), c.id
from cluster c join given using (fingerprint)
