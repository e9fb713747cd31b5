-- sql/queries/gather_usual.sql: what was usual of a group is usual of the one that it went into
-- $1 bigint  the one that went
-- $2 bigint  the one that stays
-- returns nothing
-- So that reports which change their group are no rise of it.
with gone as (
  delete from detector_series where dimension = 'group' and part = $1::bigint::text
  returning *
)
insert into detector_series (dimension, category, part, shape, hours,
  hot_since, hot_last)
select dimension, category, $2::bigint::text, shape, hours, hot_since, hot_last
from gone
on conflict (dimension, category, part) do update set
  shape = detector_series.shape + excluded.shape,
  hours = greatest(detector_series.hours, excluded.hours)
