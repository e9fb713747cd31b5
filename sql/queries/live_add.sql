-- sql/queries/live_add.sql: viewers are to be told of new conversations
-- $1 bigint[]  conversations; of them those created within the last hour
-- returns nothing
insert into outbox (topic, key, kind)
select 'live', 'conv:' || c.id, 'new_message'
from conversation c
where c.id = any($1::bigint[]) and c.counted
  and c.created_at > now() - interval '1 hour'
order by c.id
