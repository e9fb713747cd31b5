-- sql/queries/series_bins.sql: the quarter-hours of a local day and of the 24 hours before it
-- $1 timestamptz  the day's midnight
-- $2 text         time zone
-- $3 timestamptz  only those that begin before this time
-- returns         begin (epoch), hour of the week in the zone (0: Monday 0:00), whether it is the last of the day and over; in order
select extract(epoch from t)::bigint, week_hour(t, $2),
  t + interval '15 minutes' >= d.ends and $3::timestamptz >= d.ends
from (select (date_trunc('day', $1::timestamptz at time zone $2)
    + interval '1 day') at time zone $2 as ends) d
cross join lateral generate_series($1::timestamptz - interval '24 hours',
  least(d.ends, $3::timestamptz) - interval '1 microsecond',
  interval '15 minutes') t
order by t
