-- sql/queries/embedding_tally.sql: how far a model is
-- $1 bigint  model
-- returns    its vectors, conversations that wait for one, vectors at Pinecone
select count(e.vector), count(*) filter (where e.conversation_id is null
  or e.content_hash is distinct from c.content_hash), count(*) filter (where e.upserted)
from conversation c
left join embedding e on e.model_id = $1::bigint and e.conversation_id = c.id
where c.counted
