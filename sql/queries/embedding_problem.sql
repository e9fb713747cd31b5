-- sql/queries/embedding_problem.sql: keeps why a model makes no vectors at the moment
-- $1 bigint  model
-- $2 text    why, '' when all is well
-- $3 bigint  seconds for which it is not asked
-- returns nothing
update embedding_model set problem = $2,
  closed_until = now() + $3::bigint * interval '1 s'
where id = $1::bigint and (problem <> $2 or $3::bigint > 0)
