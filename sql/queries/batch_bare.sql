-- sql/queries/batch_bare.sql: the model takes no temperature
-- $1 text  model
-- returns  nothing
update qa_model set bare = $1 where bare <> $1
