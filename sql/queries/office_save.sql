-- sql/queries/office_save.sql: the office hours of a weekday
-- $1 bigint  weekday, 1 is Monday
-- $2 text    opens, HH:MM; '' closes the day
-- $3 text    closes, HH:MM
-- returns  nothing
with gone as (
  delete from office_hours where weekday = $1::bigint and $2 = ''
)
insert into office_hours (weekday, opens, closes)
select $1::bigint, nullif($2, '')::time, nullif($3, '')::time where $2 <> ''
on conflict (weekday) do update
set opens = excluded.opens, closes = excluded.closes
