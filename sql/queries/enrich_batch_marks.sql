-- sql/queries/enrich_batch_marks.sql: conversations of a backlog that wait for a batch, and are in none
-- $1 bigint  job
-- $2 bigint  after this mark
-- $3 int     at most
-- returns    id, conversation, attempts so far, whether the larger model is to be asked
select d.id, d.conversation_id, d.attempts, d.strong
from enrich_due d
where d.by_batch and d.job_id = $1::bigint and d.id > $2::bigint
  and d.run_at <= now()
  and not exists (select from model_batch_line l
    where l.item_id = d.conversation_id and l.subject = 'conversation'
      and not l.settled)
order by d.id limit $3::int
