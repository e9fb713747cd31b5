-- sql/queries/asking_next.sql: replies that the model is to be asked about now, new ones before backlogs
-- $1 int       at most
-- $2 bigint[]  messages that are being asked about
-- returns      id of the newest mark, message, conversation, attempts so far, how often it was asked about in vain, whether it is asked about though the same failed before
-- One after the other, so that each part reads its index alone. A reply that is in
-- a batch waits for that.
select b.id, d.message_id, d.conversation_id, b.attempts, b.asked,
  b.again
from (
  (select * from qa_ask a where job_id = 0 and run_at <= now()
      and message_id <> all($2::bigint[])
      and not exists (select from model_batch_line l
        where l.item_id = a.message_id and l.subject = 'reply'
          and not l.settled)
    order by run_at, id limit $1::int)
  union all
  (select * from qa_ask a where job_id <> 0 and not by_batch
      and run_at <= now() and message_id <> all($2::bigint[])
      and not exists (select from model_batch_line l
        where l.item_id = a.message_id and l.subject = 'reply'
          and not l.settled)
    order by run_at, id limit $1::int)
) d, lateral (
  select max(id) filter (where not by_batch) as id,
    max(attempts) as attempts, max(asked) as asked,
    bool_or(asked > 0 or job_id <> 0) as again
  from qa_ask where message_id = d.message_id) b
order by d.job_id <> 0, d.run_at, d.id limit $1::int
