-- sql/queries/batch_list.sql: batches that have not ended, oldest first
-- $1 bigint  of this job, 0 of all
-- $2 text    about these
-- returns    id, job, state, state at the service, lines, answered there, created (epoch), problem, whether it is to be cancelled, what it may still cost (millionths of a dollar)
select id, job_id, state, told, lines, answered,
  extract(epoch from created_at)::bigint, problem, cancel, most
from model_batch
where state <> 'ended' and ($1::bigint = 0 or job_id = $1::bigint)
  and subject = $2
order by id
