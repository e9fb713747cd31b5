-- sql/queries/enrich_next.sql: conversations that the model is to be asked about now, new ones before backlogs
-- $1 int       at most
-- $2 bigint[]  conversations that are being asked about
-- returns      id of the mark, conversation, attempts so far, whether the larger model is to be asked
-- One that is in a batch waits for that.
select d.id, d.conversation_id, d.attempts, d.strong
from (
  (select * from enrich_due e where job_id = 0 and run_at <= now()
      and conversation_id <> all($2::bigint[])
      and not exists (select from model_batch_line l
        where l.item_id = e.conversation_id and l.subject = 'conversation'
          and not l.settled)
    order by run_at, id limit $1::int)
  union all
  (select * from enrich_due e where job_id <> 0 and not by_batch
      and run_at <= now() and conversation_id <> all($2::bigint[])
      and not exists (select from model_batch_line l
        where l.item_id = e.conversation_id and l.subject = 'conversation'
          and not l.settled)
    order by run_at, id limit $1::int)
) d
order by d.job_id <> 0, d.run_at, d.id limit $1::int
