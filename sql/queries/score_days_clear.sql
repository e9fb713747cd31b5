-- sql/queries/score_days_clear.sql: forgets the counts of days
-- $1 timestamptz[]  days, their start in UTC
-- returns           nothing
delete from qa_rollup_day
where day = any(select (d at time zone 'UTC')::date
  from unnest($1::timestamptz[]) as d)
