-- sql/queries/batch_settle.sql: a line has its answer; what it may cost is no longer kept back
-- $1 bigint  batch
-- $2 bigint  what it is about
-- returns    that; no row: it had one
with line as (
  update model_batch_line set settled = true
  where batch_id = $1::bigint and item_id = $2::bigint and not settled
  returning item_id, most
)
update model_batch b set most = b.most - line.most
from line where b.id = $1::bigint
returning line.item_id
