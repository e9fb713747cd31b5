-- sql/queries/reply_messages.sql: what people wrote in conversations, oldest first, and how far its replies are scored
-- $1 bigint[]  conversations
-- $2 text      engine
-- $3 bigint    rubric
-- returns      conversation, subject, customer's first name, closed (epoch or 0), message, whether an agent wrote it, author, author's first name, whether it is a reply that can be scored, created (epoch), text, whether it is a saved reply, rating or '', rating comment or '', hash of what its score was made of as hex or '', whether that failed
select c.id, c.subject, coalesce(p.first_name, ''),
  coalesce(extract(epoch from c.closed_at)::bigint, 0), m.id,
  m.author_kind = 'user', coalesce(m.author_id, 0),
  coalesce(g.first_name, ''),
  m.kind = 'agent' and m.author_kind = 'user' and m.author_id is not null
    and coalesce(g.kind, 'user') = 'user' and m.body <> '',
  extract(epoch from m.created_at)::bigint, m.body, m.saved_reply,
  coalesce(m.rating, ''), coalesce(m.rating_comment, ''),
  coalesce(encode(s.input_hash, 'hex'), ''), coalesce(s.outcome = 'failed', false)
from conversation c
join message m on m.conversation_id = c.id
left join customer p on p.id = c.customer_id
left join agent g on m.author_kind = 'user' and g.id = m.author_id
left join qa_current q on q.message_id = m.id and q.engine = $2
  and q.rubric_version = $3::bigint
left join qa_score s on s.id = q.score_id
where c.id = any($1::bigint[]) and m.state = 'published'
  and m.kind in ('customer', 'agent', 'chat', 'phone')
order by c.id, m.created_at, m.id
