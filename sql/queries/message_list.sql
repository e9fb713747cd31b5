-- sql/queries/message_list.sql: the messages of a conversation, oldest first
-- $1 bigint  conversation
-- returns    id, kind, author kind, author's name, state, created (epoch), body, quoted history, rating or '', rating comment or '', whether it is a saved reply
select m.id, m.kind, m.author_kind,
  case m.author_kind when 'user'
    then coalesce(trim(concat_ws(' ', g.first_name, g.last_name)), '')
    else coalesce(trim(concat_ws(' ', p.first_name, p.last_name)), '') end,
  m.state, extract(epoch from m.created_at)::bigint, m.body, m.quoted,
  coalesce(m.rating, ''), coalesce(m.rating_comment, ''), m.saved_reply
from message m
left join agent g on m.author_kind = 'user' and g.id = m.author_id
left join customer p on m.author_kind = 'customer' and p.id = m.author_id
where m.conversation_id = $1::bigint
order by m.created_at, m.id
