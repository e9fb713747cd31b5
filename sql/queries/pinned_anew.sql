-- sql/queries/pinned_anew.sql: all vectors of a model go to Pinecone again
-- $1 bigint  model
-- returns nothing
update embedding set upserted = false
where model_id = $1::bigint and upserted
