-- sql/queries/quiet_save.sql: the quiet hours that begin on a weekday
-- $1 bigint  weekday, 1 is Monday
-- $2 text    begins, HH:MM; '' none
-- $3 text    ends, HH:MM
-- returns    nothing
with gone as (
  delete from quiet_hours where weekday = $1::int and $2 = ''
)
insert into quiet_hours (weekday, begins, ends)
select $1::int, $2::text::time, $3::text::time where $2 <> ''
on conflict (weekday) do update
set begins = excluded.begins, ends = excluded.ends
