-- sql/queries/embedding_dimension.sql: keeps how long a model's vectors are
-- $1 bigint  model
-- $2 bigint  numbers
-- returns nothing
update embedding_model set dimension = $2::int
where id = $1::bigint and dimension <> $2::int
