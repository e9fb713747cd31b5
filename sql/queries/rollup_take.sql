-- sql/queries/rollup_take.sql: takes the marks of dirty hours
-- $1 int   how many hours at most, newest first
-- returns  the hours as epoch
with hours as (
  select distinct hour from rollup_dirty order by hour desc limit $1::int
), taken as (
  delete from rollup_dirty d using hours where d.hour = hours.hour
)
select extract(epoch from hour)::bigint from hours
