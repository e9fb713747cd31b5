-- sql/queries/batch_cancel.sql: batches of backlogs that were cancelled, or purged, are to be cancelled at the service
-- returns  nothing
update model_batch b set cancel = true, look_at = now()
where b.state <> 'ended' and not b.cancel
  and not exists (select from job j where j.id = b.job_id
    and j.state <> 'cancelled')
