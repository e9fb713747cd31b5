-- sql/queries/batch_end.sql: all lines of a batch are settled
-- $1 bigint  batch
-- returns    nothing
with gone as (
  delete from model_batch_line where batch_id = $1::bigint
)
update model_batch set state = 'ended', most = 0, ended_at = now()
where id = $1::bigint
