-- sql/queries/detector_series_here.sql: what was learned of the total, of categories, and of the parts named
-- $1 text[]  dimensions
-- $2 text[]  categories
-- $3 text[]  parts
-- returns  as detector_series.sql
select dimension, category, part, shape, hours, hot_since, hot_last
from detector_series where dimension in ('all', 'category')
union all
select s.dimension, s.category, s.part, s.shape, s.hours, s.hot_since,
  s.hot_last
from (select distinct d, c, p from unnest($1::text[], $2::text[], $3::text[])
  as g(d, c, p) where d not in ('all', 'category')) g
join detector_series s on (s.dimension, s.category, s.part) = (g.d, g.c, g.p)
