-- sql/queries/batch_settle.sql: a line has its answer; what it may cost is no longer kept back
-- $1 bigint  batch
-- $2 bigint  message
-- returns    message; no row: it had one
with line as (
  update qa_batch_line set settled = true
  where batch_id = $1::bigint and message_id = $2::bigint and not settled
  returning message_id, most
)
update qa_batch b set most = b.most - line.most
from line where b.id = $1::bigint
returning line.message_id
