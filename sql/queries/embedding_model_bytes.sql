-- sql/queries/embedding_model_bytes.sql: a local model itself
-- $1 bigint  model
-- returns    its bytes as hex
select encode(bytes, 'hex') from embedding_model where id = $1::bigint
