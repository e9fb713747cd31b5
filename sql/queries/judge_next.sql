-- sql/queries/judge_next.sql: replies that the model is to be asked about now, new ones before backlogs
-- $1 int       at most
-- $2 bigint[]  messages that are being asked about
-- returns      id, message, conversation, attempts so far
-- One after the other, so that each part reads its index alone.
select id, message_id, conversation_id, (select max(b.attempts)
  from qa_ask b where b.message_id = d.message_id)
from (
  (select * from qa_ask where job_id = 0 and run_at <= now()
      and message_id <> all($2::bigint[])
    order by run_at, id limit $1::int)
  union all
  (select * from qa_ask where job_id <> 0 and run_at <= now()
      and message_id <> all($2::bigint[])
    order by run_at, id limit $1::int)
) d
order by job_id <> 0, run_at, id limit $1::int
