-- sql/queries/batch_rest.sql: lines that have no answer
-- $1 bigint  batch
-- $2 int     at most
-- returns    what it is about, conversation, newest mark, attempts before, hash of what was asked as hex, how often its mark was asked about in vain (of a reply), whether the larger model was asked
select l.item_id, l.conversation_id, l.ask_id, l.attempts,
  encode(l.input_hash, 'hex'), coalesce(a.asked, 0), l.strong
from model_batch_line l join model_batch b on b.id = l.batch_id
left join qa_ask a on a.id = l.ask_id and b.subject = 'reply'
where l.batch_id = $1::bigint and not l.settled
order by l.item_id limit $2::int
