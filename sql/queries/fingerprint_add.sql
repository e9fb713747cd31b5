-- sql/queries/fingerprint_add.sql: stores new texts
-- $1 bigint[]  ids
-- $2 text[]    hashes as hex
-- $3 text[]    sketches
-- $4 bigint[]  groups
-- $5 bigint[]  founders they are like, null for a founder
-- $6 bigint[]  how alike, in ten thousandths
-- $7 text[]    words shared
-- $8 int       round
-- returns nothing
insert into fingerprint (id, hash, sketch, auto_id, cluster_id, like_id, alike,
  shared, founder, round)
select id, decode(hash, 'hex'), sketch, cluster, cluster, like_id,
  case when like_id is not null then alike / 10000.0 end, shared,
  like_id is null, $8::int
from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
  $6::bigint[], $7::text[]) as g(id, hash, sketch, cluster, like_id, alike,
  shared)
