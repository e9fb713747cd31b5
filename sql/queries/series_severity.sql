-- sql/queries/series_severity.sql: how severe the reports of a rise are
-- $1 text         category, '' all
-- $2 timestamptz  from
-- $3 timestamptz  to
-- returns         the severity that half of them have or exceed
select coalesce(percentile_disc(0.5) within group (order by severity),
  'low')::text
from analysis
where counted and created_at >= $2::timestamptz and created_at < $3::timestamptz
  and ($1 = '' or main_category = $1)
