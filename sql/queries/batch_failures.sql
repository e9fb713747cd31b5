-- sql/queries/batch_failures.sql: how many batches of a backlog the service refused as a whole, one after the other up to the newest
-- $1 bigint  job
-- returns    how many, why the newest was
select count(*), coalesce((array_agg(problem order by id desc))[1], '')
from model_batch
where job_id = $1::bigint and state = 'ended' and told = 'failed'
  and id > coalesce((select max(id) from model_batch where job_id = $1::bigint
    and state = 'ended' and told <> 'failed'), 0)
