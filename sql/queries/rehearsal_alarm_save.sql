-- sql/queries/rehearsal_alarm_save.sql: the alarms of a rehearsal
-- $1 bigint         rehearsal
-- $2 text[]         categories
-- $3 text[]         platforms
-- $4 text[]         versions
-- $5 bigint[]       groups, 0
-- $6 timestamptz[]  begins
-- $7 timestamptz[]  raised
-- $8 timestamptz[]  last rise
-- $9 bigint[]       reports
-- $10 text[]        usual
-- $11 bigint[]      seconds
-- $12 text[]        chances
-- returns nothing
insert into detector_rehearsal_alarm (rehearsal_id, n, category, platform,
  app_version, cluster_id, begins_at, raised_at, last_at, reports, expected,
  seconds, chance)
select $1::bigint, n, c, p, v, nullif(g, 0), b, r, l, x, e::float8, s,
  h::float8
from unnest($2::text[], $3::text[], $4::text[], $5::bigint[],
  $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::bigint[],
  $10::text[], $11::bigint[], $12::text[])
  with ordinality as a(c, p, v, g, b, r, l, x, e, s, h, n)
