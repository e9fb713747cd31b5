-- sql/queries/batch_rest.sql: lines that have no answer
-- $1 bigint  batch
-- $2 int     at most
-- returns    message, conversation, newest mark, attempts before, hash of what was asked as hex, how often its mark was asked about in vain
select l.message_id, l.conversation_id, l.ask_id, l.attempts,
  encode(l.input_hash, 'hex'), coalesce(a.asked, 0)
from qa_batch_line l left join qa_ask a on a.id = l.ask_id
where l.batch_id = $1::bigint and not l.settled
order by l.message_id limit $2::int
