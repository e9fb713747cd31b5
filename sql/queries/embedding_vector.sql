-- sql/queries/embedding_vector.sql: a conversation's vector
-- $1 bigint  model
-- $2 bigint  conversation
-- returns    it, as hex; no row when there is none
select encode(vector, 'hex') from embedding
where model_id = $1::bigint and conversation_id = $2::bigint
  and vector is not null
