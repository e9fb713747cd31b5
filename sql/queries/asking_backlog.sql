-- sql/queries/asking_backlog.sql: marks replies of a span that the model has not judged by the rubric
-- $1 bigint   job
-- $2 time     from
-- $3 time     to, excluded
-- $4 bigint   rubric
-- $5 boolean  by batch
-- returns     nothing
insert into qa_ask (message_id, conversation_id, job_id, by_batch)
select q.message_id, q.conversation_id, $1::bigint, $5::boolean
from model_backlog($2::timestamptz, $3::timestamptz, $4::int) q
order by q.replied_at desc
