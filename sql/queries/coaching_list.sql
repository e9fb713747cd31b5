-- sql/queries/coaching_list.sql: what was said to agents: pinned, then newest first
-- $1 bigint  agent, 0 all
-- $2 bigint  message, 0 all
-- $3 bigint  rows at most
-- returns    note, agent, message or 0, its subject or '', author, text, pinned, said (epoch)
select n.id, n.agent_id, coalesce(n.message_id, 0), coalesce(c.subject, ''),
  n.author, n.text, n.pinned, extract(epoch from n.created_at)::bigint
from qa_coaching n
left join message m on m.id = n.message_id
left join conversation c on c.id = m.conversation_id
where n.removed_at is null
  and ($1::bigint = 0 or n.agent_id = $1::bigint)
  and ($2::bigint = 0 or n.message_id = $2::bigint)
order by not n.pinned, n.id desc
limit $3::bigint
