-- sql/queries/asking_estimate.sql: what a backlog would ask, and what a call came to lately
-- $1 time    from
-- $2 time    to, excluded
-- $3 bigint  rubric
-- $4 text    model
-- returns    replies, characters of them and what they answer, calls of the last 30 days, their cost in millionths of a dollar
select w.n, w.chars, u.calls, u.cost
from (
  select count(*) as n, coalesce(sum(least(length(m.body), 6000) + coalesce((
    select sum(least(length(b.body), 6000)) from message b
    where b.conversation_id = q.conversation_id and b.kind = 'customer'
      and b.state = 'published' and b.created_at < m.created_at), 0)), 0)::bigint
    as chars
  from model_backlog($1::timestamptz, $2::timestamptz, $3::int) q
  join message m on m.id = q.message_id
) w, (
  select coalesce(sum(calls - failures), 0)::bigint as calls,
    coalesce(sum(cost), 0)::bigint as cost
  from model_usage where engine = 'openai' and purpose = 'score'
    and model = $4 and day > (now() at time zone 'UTC')::date - 30
) u
