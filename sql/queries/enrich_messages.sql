-- sql/queries/enrich_messages.sql: what was written in a conversation, oldest first; notes for colleagues stay
-- $1 bigint  conversation
-- returns    whether it is by the team, text
select m.author_kind = 'user', m.body
from message m
where m.conversation_id = $1::bigint and m.body <> ''
  and m.state = 'published'
  and m.kind in ('customer', 'agent', 'chat', 'phone')
order by m.created_at, m.id
