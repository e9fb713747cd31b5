-- sql/queries/score_days_take.sql: takes the marks of days whose scores changed
-- $1 int   how many days at most, newest first
-- returns  the days, as epoch of their start in UTC
with days as (
  select distinct day from qa_dirty order by day desc limit $1::int
), taken as (
  delete from qa_dirty d using days where d.day = days.day
)
select extract(epoch from day)::bigint from days
