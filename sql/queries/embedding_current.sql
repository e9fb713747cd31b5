-- sql/queries/embedding_current.sql: a model is the one in use, after embedding_filed
-- $1 bigint  model
-- returns nothing
update embedding_model set state = 'current'
where id = $1::bigint and state <> 'current'
