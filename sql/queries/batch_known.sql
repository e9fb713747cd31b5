-- sql/queries/batch_known.sql: how many batches have that id at the service
-- $1 text  id
-- returns  how many
select count(*) from model_batch where batch = $1
