-- sql/queries/batch_line.sql: a line that has no answer yet
-- $1 bigint  batch
-- $2 bigint  what it is about
-- returns    what it is about, conversation, newest mark, attempts before, hash of what was asked as hex, how often its mark was asked about in vain (of a reply), whether the larger model was asked; no row: it has one, or there is no such line
select l.item_id, l.conversation_id, l.ask_id, l.attempts,
  encode(l.input_hash, 'hex'), coalesce(a.asked, 0), l.strong
from model_batch_line l join model_batch b on b.id = l.batch_id
left join qa_ask a on a.id = l.ask_id and b.subject = 'reply'
where l.batch_id = $1::bigint and l.item_id = $2::bigint and not l.settled
