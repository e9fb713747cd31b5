-- sql/queries/verdict_mark.sql: what must be counted again when verdicts and facts of conversations are written: the hours and customers that they stood under, and those that they will
-- $1 bigint[]  conversations
-- returns nothing
-- One that changes between this and the writing has its own mark of analysis.
with old as (
  select created_at, customer_id from analysis
  where conversation_id = any($1::bigint[])
), new as (
  select created_at, customer_id from conversation
  where id = any($1::bigint[])
), marked as (
  insert into rollup_dirty (hour)
  select date_trunc('hour', created_at) from old
  union
  select date_trunc('hour', created_at) from new
)
insert into customer_dirty (customer_id)
select customer_id from old where customer_id is not null
union
select customer_id from new where customer_id is not null
