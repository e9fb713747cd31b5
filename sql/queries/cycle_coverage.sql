-- sql/queries/cycle_coverage.sql: how far open cycles are, by agent
-- $1 text    engine
-- $2 bigint  rubric
-- $3 bigint  agent, 0 all
-- $4 bigint  cycles at most, newest first
-- returns    cycle, agent, name, replies that fit, of these reviewed by anybody, assigned and open, done, skipped, left to assign; by cycle and name
with y as (
  select * from qa_cycle where closed_at is null
  order by id desc limit $4::bigint
), fits as (
  select y.id, q.agent_id, count(*) as n,
    count(*) filter (where said.yes) as reviewed,
    count(*) filter (where a.id is null and not said.yes) as spare
  from y
  join qa_current q on q.counted and q.outcome = 'scored' and q.engine = $1
    and q.rubric_version = $2::int
    and q.replied_at >= y.begins::timestamp at time zone 'UTC'
    and q.replied_at < (y.ends + 1)::timestamp at time zone 'UTC'
    and (y.mailboxes = '{}' or q.mailbox_id = any(y.mailboxes))
    and (y.category = '' or q.category = y.category)
    and (y.rating = '' or q.rating = y.rating)
    and ($3::bigint = 0 or q.agent_id = $3::bigint)
  cross join lateral (
    select exists (select from qa_said(q.message_id)) as yes) said
  left join qa_assignment a on a.cycle_id = y.id
    and a.message_id = q.message_id
  group by y.id, q.agent_id
), duty as (
  select y.id, a.agent_id, count(*) filter (where a.state = 'open') as open,
    count(*) filter (where a.state = 'done') as done,
    count(*) filter (where a.state = 'skipped') as skipped
  from y join qa_assignment a on a.cycle_id = y.id
  where $3::bigint = 0 or a.agent_id = $3::bigint
  group by y.id, a.agent_id
)
select id, agent_id,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  coalesce(fits.n, 0), coalesce(fits.reviewed, 0), coalesce(duty.open, 0),
  coalesce(duty.done, 0), coalesce(duty.skipped, 0), coalesce(fits.spare, 0)
from fits full join duty using (id, agent_id)
left join (select id as agent_id, first_name, last_name, email from agent) g
  using (agent_id)
order by 1 desc, 3, 2
