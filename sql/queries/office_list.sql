-- sql/queries/office_list.sql: the office hours by weekday
-- returns  weekday (1 is Monday), opens and closes as HH:MM
select weekday, to_char(opens, 'HH24:MI'), to_char(closes, 'HH24:MI')
from office_hours order by weekday
