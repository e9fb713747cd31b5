-- sql/queries/series_midnight.sql: the midnight of a local day
-- $1 timestamptz  a time of that day
-- $2 text         time zone
-- $3 int          and so many days later
-- returns         midnight (epoch)
select extract(epoch from (date_trunc('day', $1::timestamptz at time zone $2)
  + $3::int * interval '1 day') at time zone $2)::bigint
