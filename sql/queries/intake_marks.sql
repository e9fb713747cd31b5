-- sql/queries/intake_marks.sql: what has to be analysed and counted again
-- $1 bigint[]       conversations
-- $2 timestamptz[]  times in the hours that they stand or stood in
-- returns nothing
with due as (
  insert into analysis_due (conversation_id) select unnest($1::bigint[])
)
insert into rollup_dirty (hour)
select distinct date_trunc('hour', t, 'UTC')
from unnest($2::timestamptz[]) as t
