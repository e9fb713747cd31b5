-- sql/queries/detector_series.sql: what was learned of each series
-- returns  dimension, category, part, shape, hours, stood out since and last (quarter-hours since 1970)
select dimension, category, part, shape, hours, hot_since, hot_last
from detector_series
order by dimension, category, part
