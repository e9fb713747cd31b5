-- sql/queries/spotlight_list.sql: replies that are worth a look, gravest first
-- $1 timestamptz  replied from
-- $2 timestamptz  to, excluded
-- $3 text         engine
-- $4 bigint       rubric
-- $5 text         who looks
-- $6 bigint       newest replies to look at
-- $7 bigint       rows at most
-- returns         message, subject, agent's name, '', replied (epoch), reasons, false
select s.message_id, c.subject,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  '', extract(epoch from m.created_at)::bigint, s.reasons, false
from qa_spotlight($1::timestamptz, $2::timestamptz, $3, $4::int, '{}', '', '',
  $5, $6::bigint) s
join message m on m.id = s.message_id
join conversation c on c.id = m.conversation_id
left join agent g on g.id = s.agent_id
where not exists (select from qa_assignment a
  join qa_cycle y on y.id = a.cycle_id
  where a.message_id = s.message_id and a.state = 'open'
    and y.closed_at is null)
order by s.weight desc, m.created_at desc, m.id desc
limit $7::bigint
