-- sql/queries/batch_marks.sql: replies of a backlog that wait for a batch, and are in none
-- $1 bigint  job
-- $2 bigint  after this mark
-- $3 int     at most
-- returns    id, message, conversation, attempts so far, how often it was asked about in vain, true: it is asked about though the same failed before
select a.id, a.message_id, a.conversation_id, a.attempts, a.asked,
  true
from qa_ask a
where a.by_batch and a.job_id = $1::bigint and a.id > $2::bigint
  and a.run_at <= now()
  and not exists (select from model_batch_line l
    where l.item_id = a.message_id and l.subject = 'reply'
      and not l.settled)
order by a.id limit $3::int
