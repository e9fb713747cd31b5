-- sql/queries/quiet_list.sql: the quiet hours by weekday
-- returns weekday (1 is Monday), begins and ends as HH:MM
select weekday, to_char(begins, 'HH24:MI'), to_char(ends, 'HH24:MI')
from quiet_hours order by weekday
