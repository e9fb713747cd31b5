-- sql/queries/asking_backlog.sql: marks replies of a span that the model has not judged by the rubric
-- $1 bigint   job
-- $2 time     from
-- $3 time     to, excluded
-- $4 bigint   rubric
-- $5 boolean  by batch
-- returns     nothing
insert into qa_ask (message_id, conversation_id, job_id, by_batch)
select q.message_id, q.conversation_id, $1::bigint, $5::boolean
from qa_current q
where q.engine = 'heuristic' and q.rubric_version = $4::bigint and q.counted
  and q.replied_at >= $2::timestamptz and q.replied_at < $3::timestamptz
  and not exists (select from qa_current o where o.message_id = q.message_id
    and o.engine = 'openai' and o.rubric_version = $4::bigint
    and o.outcome <> 'failed')
  and not exists (select from qa_ask a where a.message_id = q.message_id)
  and not exists (select from qa_batch_line l
    where l.message_id = q.message_id and not l.settled)
order by q.replied_at desc
