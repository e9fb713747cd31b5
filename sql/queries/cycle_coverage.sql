-- sql/queries/cycle_coverage.sql: how far open cycles are, by agent
-- $1 text    engine
-- $2 bigint  rubric
-- $3 bigint  cycles at most, newest first
-- returns    cycle, agent, name, replies that fit, of these assigned, reviewed; by cycle and name
select y.id, q.agent_id,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  count(*), count(a.id),
  count(*) filter (where exists (select from qa_said(q.message_id)))
from (select * from qa_cycle where closed_at is null
  order by id desc limit $3::bigint) y
join qa_current q on q.counted and q.outcome = 'scored' and q.engine = $1
  and q.rubric_version = $2::int
  and q.replied_at >= y.begins::timestamp at time zone 'UTC'
  and q.replied_at < (y.ends + 1)::timestamp at time zone 'UTC'
  and (y.mailboxes = '{}' or q.mailbox_id = any(y.mailboxes))
  and (y.category = '' or q.category = y.category)
  and (y.rating = '' or q.rating = y.rating)
left join qa_assignment a on a.cycle_id = y.id
  and a.message_id = q.message_id and a.state <> 'skipped'
left join agent g on g.id = q.agent_id
group by y.id, q.agent_id, g.id
order by 1 desc, 3, 2
