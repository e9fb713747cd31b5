-- sql/queries/asking_estimate.sql: what a backlog would ask, and what a call came to lately
-- $1 time    from
-- $2 time    to, excluded
-- $3 bigint  rubric
-- $4 text    model
-- returns    replies, characters of them and what they answer, calls of the last 30 days, their cost in millionths of a dollar
-- Characters are those of the newest 500, times as many as there are more. Services
-- report names with a date: gpt-x is gpt-x-2026-01-01, and not gpt-x-mini.
with due as materialized (
  select * from model_backlog($1::timestamptz, $2::timestamptz, $3::int)
), sample as (
  select avg(least(length(m.body), 6000) + coalesce((
    select sum(least(length(b.body), 6000)) from message b
    where b.conversation_id = d.conversation_id and b.kind = 'customer'
      and b.state = 'published' and b.created_at < m.created_at), 0)) as mean
  from (select * from due order by replied_at desc limit 500) d
  join message m on m.id = d.message_id
)
select w.n, round(w.n * coalesce(s.mean, 0))::bigint, u.calls, u.cost
from (select count(*) as n from due) w, sample s, (
  select coalesce(sum(calls - failures), 0)::bigint as calls,
    coalesce(sum(cost), 0)::bigint as cost
  from model_usage where engine = 'openai' and purpose = 'score'
    and starts_with(model, $4)
    and substr(model, length($4) + 1) ~ '^(-[0-9-]+)?$'
    and day > (now() at time zone 'UTC')::date - 30
) u
