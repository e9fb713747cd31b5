-- sql/queries/dispute_list.sql: what agents see otherwise: open ones, then newest
-- $1 bigint  dispute, 0 all
-- $2 bigint  message, 0 all
-- $3 bigint  agent, 0 all
-- $4 text    state, '' all
-- $5 bigint  rows at most
-- returns    dispute, message, agent, name, subject, who, text, state, begun (epoch), resolution, by whom, resolved (epoch) or null
select d.id, d.message_id, d.agent_id,
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''),
  c.subject, d.who, d.text, d.state, extract(epoch from d.created_at)::bigint,
  d.resolution, d.resolved_by, extract(epoch from d.resolved_at)::bigint
from qa_dispute d
join message m on m.id = d.message_id
join conversation c on c.id = m.conversation_id
left join agent g on g.id = d.agent_id
where ($1::bigint = 0 or d.id = $1::bigint)
  and ($2::bigint = 0 or d.message_id = $2::bigint)
  and ($3::bigint = 0 or d.agent_id = $3::bigint)
  and ($4 = '' or d.state = $4)
order by d.state <> 'open', d.id desc
limit $5::bigint
