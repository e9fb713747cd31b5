-- sql/queries/detector_series.sql: what was learned of each series
-- $1 text  of this category alone, '' the total; null: of all
-- returns  dimension, category, part, shape, hours, stood out since and last (quarter-hours since 1970)
select dimension, category, part, shape, hours, hot_since, hot_last
from detector_series
where $1::text is null or (dimension, category, part) =
  (case $1 when '' then 'all' else 'category' end, $1, '')
order by dimension, category, part
