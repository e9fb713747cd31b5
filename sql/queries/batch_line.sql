-- sql/queries/batch_line.sql: a line that has no answer yet
-- $1 bigint  batch
-- $2 bigint  message
-- returns    message, conversation, newest mark, attempts before, hash of what was asked as hex; no row: it has one, or there is no such line
select message_id, conversation_id, ask_id, attempts, encode(input_hash, 'hex')
from qa_batch_line
where batch_id = $1::bigint and message_id = $2::bigint and not settled
