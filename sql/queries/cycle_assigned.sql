-- sql/queries/cycle_assigned.sql: what is assigned in a cycle, and what came of it
-- $1 bigint  cycle
-- $2 bigint  agent, 0 all
-- $3 text    state: open, done, skipped; '' all
-- $4 bigint  rows at most
-- returns    message, subject, agent's name, reviewer, state, why it was skipped, replied (epoch), how many there are in all; oldest assignment first
select a.message_id, c.subject,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  a.reviewer, a.state, a.reason, extract(epoch from m.created_at)::bigint,
  count(*) over ()
from qa_assignment a
join message m on m.id = a.message_id
join conversation c on c.id = m.conversation_id
left join agent g on g.id = a.agent_id
where a.cycle_id = $1::bigint
  and ($2::bigint = 0 or a.agent_id = $2::bigint)
  and ($3 = '' or a.state = $3)
order by a.id
limit $4::bigint
