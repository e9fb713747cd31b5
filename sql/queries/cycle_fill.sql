-- sql/queries/cycle_fill.sql: assigns replies until each agent has as many as the goal says
-- $1 bigint  cycle
-- $2 text    engine
-- $3 bigint  rubric
-- $4 text[]  reviewers: who has the fewest of the cycle gets the next one
-- $5 bigint  newest replies that are looked at for what is worth it
-- returns nothing
with y as (
  select *, begins::timestamp at time zone 'UTC' as f,
    (ends + 1)::timestamp at time zone 'UTC' as t
  from qa_cycle where id = $1::bigint
), worth as (
  select s.* from y cross join lateral qa_spotlight(y.f, y.t, $2, $3::int,
    y.mailboxes, y.category, y.rating, '', $5::bigint) s
  where y.pick = 'spotlight'
), has as (
  select agent_id, count(*) as n from qa_assignment
  where cycle_id = $1::bigint and state <> 'skipped' group by agent_id
), ranked as (
  select q.message_id, q.agent_id, coalesce(w.reasons, '{}') as why,
    row_number() over (partition by q.agent_id order by w.weight desc
      nulls last, md5($1 || ' ' || q.message_id)) as place
  from y
  join qa_current q on q.counted and q.outcome = 'scored' and q.engine = $2
    and q.rubric_version = $3::int and q.replied_at >= y.f
    and q.replied_at < y.t
    and (y.mailboxes = '{}' or q.mailbox_id = any(y.mailboxes))
    and (y.category = '' or q.category = y.category)
    and (y.rating = '' or q.rating = y.rating)
  left join worth w on w.message_id = q.message_id
  where not exists (select from qa_assignment a
      where a.cycle_id = y.id and a.message_id = q.message_id)
    and not exists (select from qa_said(q.message_id))
), load as (
  select r.reviewer, r.place, (select count(*) from qa_assignment a
    where a.cycle_id = $1::bigint and a.reviewer = r.reviewer
    and a.state <> 'skipped') as n
  from unnest($4::text[]) with ordinality as r(reviewer, place)
), taken as (
  select r.*, row_number() over (order by r.place, r.agent_id) as turn
  from ranked r cross join y left join has using (agent_id)
  where r.place <= y.goal - coalesce(has.n, 0)
), turns as (
  select reviewer, row_number() over (order by load.n + k, load.place) as turn
  from load, generate_series(1, (select count(*) from taken)) k
)
insert into qa_assignment (cycle_id, message_id, agent_id, reviewer, why)
select $1::bigint, message_id, agent_id, reviewer, why
from taken join turns using (turn) order by turn
