-- sql/queries/detector_series_save.sql: what was learned of each series
-- $1 text[]    dimensions
-- $2 text[]    categories
-- $3 text[]    parts
-- $4 text[]    shapes
-- $5 text[]    hours
-- $6 bigint[]  stood out since, quarter-hours since 1970
-- $7 bigint[]  and last
-- returns nothing
insert into detector_series (dimension, category, part, shape, hours,
  hot_since, hot_last)
select d, c, p, s::float8, h::float8, a, b
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
  $6::bigint[], $7::bigint[]) as g(d, c, p, s, h, a, b)
