-- sql/queries/detector_usual.sql: what was learned, for the usual of some series
-- $1 timestamptz[]  hours
-- $2 text[]         dimension of each series
-- $3 text[]         its category
-- $4 text[]         its part
-- returns           days, seen, weeks, shape and hours of each series (0 of one that is not known), hour of the week of each time; no row while nothing was learned
select s.days, s.seen, s.weeks,
  array(select coalesce(l.shape, 0) from unnest($2::text[], $3::text[],
    $4::text[]) with ordinality k(dimension, category, part, n)
    left join detector_series l using (dimension, category, part) order by n),
  array(select coalesce(l.hours, 0) from unnest($2::text[], $3::text[],
    $4::text[]) with ordinality k(dimension, category, part, n)
    left join detector_series l using (dimension, category, part) order by n),
  array(select week_hour(t, s.zone) from unnest($1::timestamptz[])
    with ordinality g(t, n) order by n)
from detector_state s
where s.days > 0
