-- sql/queries/series_week_hours.sql: the hours of the week of times
-- $1 timestamptz[]  times
-- $2 text           time zone
-- returns           hour of the week in the zone (0: Monday 0:00); in order
select week_hour(t, $2)
from unnest($1::timestamptz[]) with ordinality as g(t, n) order by n
