-- sql/queries/pinned_problem.sql: keeps what Pinecone said of a model's vectors
-- $1 bigint  model
-- $2 text    why they do not get there, '' when all is well
-- $3 bigint  seconds for which it is not asked
-- returns nothing
update embedding_model set pine_problem = $2,
  pine_closed = now() + $3::bigint * interval '1 s'
where id = $1::bigint
