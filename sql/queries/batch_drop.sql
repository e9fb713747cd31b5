-- sql/queries/batch_drop.sql: forgets a batch that never was at the service
-- $1 bigint  batch
-- returns    nothing
delete from model_batch where id = $1::bigint and batch = ''
