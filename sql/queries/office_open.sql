-- sql/queries/office_open.sql: when the office was open between two times
-- $1 timestamptz  start
-- $2 timestamptz  end
-- $3 text         time zone
-- returns         opens, closes (epoch), in order; they may overlap
select extract(epoch from opens)::bigint, extract(epoch from closes)::bigint
from office_open($1::timestamptz, $2::timestamptz, $3)
