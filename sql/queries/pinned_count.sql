-- sql/queries/pinned_count.sql: how many vectors of a model are said to be at Pinecone
-- $1 bigint  model
-- returns    how many
select count(*) from embedding where model_id = $1::bigint and upserted
