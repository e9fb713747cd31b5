-- sql/queries/pinned_place.sql: where a model's vectors are at Pinecone
-- $1 bigint  model
-- $2 text    index
-- $3 text    namespace
-- returns nothing
update embedding_model set pine_index = $2, pine_space = $3
where id = $1::bigint
