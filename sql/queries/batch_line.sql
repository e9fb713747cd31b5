-- sql/queries/batch_line.sql: a line that has no answer yet
-- $1 bigint  batch
-- $2 bigint  message
-- returns    message, conversation, newest mark, attempts before, hash of what was asked as hex, how often its mark was asked about in vain; no row: it has one, or there is no such line
select l.message_id, l.conversation_id, l.ask_id, l.attempts,
  encode(l.input_hash, 'hex'), coalesce(a.asked, 0)
from qa_batch_line l left join qa_ask a on a.id = l.ask_id
where l.batch_id = $1::bigint and l.message_id = $2::bigint and not l.settled
