-- sql/queries/asking_backlog_drop.sql: replies of backlogs that were cancelled or given up
-- returns  nothing
delete from qa_ask a using job j
where a.job_id <> 0 and j.id = a.job_id and j.state in ('cancelled', 'failed')
