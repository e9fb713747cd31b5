-- sql/queries/batch_rest.sql: lines that have no answer
-- $1 bigint  batch
-- $2 int     at most
-- returns    message, conversation, newest mark, attempts before, hash of what was asked as hex
select message_id, conversation_id, ask_id, attempts, encode(input_hash, 'hex')
from qa_batch_line
where batch_id = $1::bigint and not settled
order by message_id limit $2::int
