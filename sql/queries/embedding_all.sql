-- sql/queries/embedding_all.sql: all vectors of a model with what they are filtered by
-- $1 bigint  model
-- returns    conversation, mailbox, main category, day since 1970, vector as hex
select e.conversation_id, c.mailbox_id, coalesce(a.main_category, ''),
  floor(extract(epoch from c.created_at) / 86400)::bigint,
  encode(e.vector, 'hex')
from embedding e
join conversation c on c.id = e.conversation_id
left join analysis a on a.conversation_id = e.conversation_id
where e.model_id = $1::bigint and e.vector is not null
order by e.conversation_id
