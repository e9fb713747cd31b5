-- sql/queries/assignment_list.sql: what a person is assigned and has not done, oldest first
-- $1 text  reviewer
-- returns  message, subject, agent's name, cycle's name, replied (epoch), reasons, blind
select a.message_id, c.subject,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  y.name, extract(epoch from m.created_at)::bigint, a.why, y.blind
from qa_assignment a
join qa_cycle y on y.id = a.cycle_id
join message m on m.id = a.message_id
join conversation c on c.id = m.conversation_id
left join agent g on g.id = a.agent_id
where a.reviewer = $1 and a.state = 'open' and y.closed_at is null
order by a.id
limit 200
