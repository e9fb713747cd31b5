-- sql/queries/reply_about.sql: whose a reply is, and what of
-- $1 bigint  message
-- returns    conversation, number, subject, author, name, mailbox, sent (epoch), rating, rating comment
select c.id, c.number, c.subject, coalesce(m.author_id, 0),
  coalesce(nullif(trim(concat_ws(' ', g.first_name, g.last_name)), ''),
    g.email, ''), coalesce(b.name, ''),
  extract(epoch from m.created_at)::bigint, coalesce(m.rating, ''),
  coalesce(m.rating_comment, '')
from message m
join conversation c on c.id = m.conversation_id
left join agent g on g.id = m.author_id
left join mailbox b on b.id = c.mailbox_id
where m.id = $1::bigint and m.author_kind = 'user' and m.kind = 'agent'
  and m.state = 'published'
