-- sql/queries/batch_cancel.sql: batches of backlogs that were cancelled are to be cancelled at the service
-- returns  nothing
update qa_batch b set cancel = true, look_at = now()
from job j
where b.state <> 'ended' and not b.cancel and j.id = b.job_id
  and j.state = 'cancelled'
