-- sql/queries/enrich_estimate.sql: what a backlog of conversations would ask, and what a call came to lately
-- $1 time  from
-- $2 time  to, excluded
-- $3 text  engine
-- returns  conversations, characters of them, calls of the last 30 days that were answered, their cost in millionths of a dollar
select w.n, w.chars, u.calls, u.cost
from (
  select count(*) as n, coalesce(sum((
    select sum(least(length(m.body), 3000)) from message m
    where m.conversation_id = b.conversation_id and m.state = 'published'
      and m.kind in ('customer', 'agent', 'chat', 'phone'))), 0)::bigint as chars
  from enrich_backlog($1::timestamptz, $2::timestamptz) b
) w, (
  select coalesce(sum(calls - failures), 0)::bigint as calls,
    coalesce(sum(cost), 0)::bigint as cost
  from model_usage where engine = $3 and purpose in ('enrich', 'enrich_strong')
    and day > (now() at time zone 'UTC')::date - 30
) u
