-- sql/queries/pinned_due.sql: vectors of a model that are not at Pinecone
-- $1 bigint  model
-- $2 int     how many at most
-- returns    conversation, number, mailbox, day since 1970, main category, when it was changed (ISO), vector as hex, hash of the input as hex
select e.conversation_id, c.number, c.mailbox_id,
  floor(extract(epoch from c.created_at) / 86400)::bigint,
  coalesce(a.main_category, ''),
  to_char(c.modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  encode(e.vector, 'hex'), encode(e.input_hash, 'hex')
from embedding e
join conversation c on c.id = e.conversation_id
left join analysis a on a.conversation_id = e.conversation_id
where e.model_id = $1::bigint and not e.upserted and e.vector is not null
  and octet_length(e.vector) = 4 * (select dimension from embedding_model
    where id = $1::bigint)
order by e.conversation_id limit $2::int
