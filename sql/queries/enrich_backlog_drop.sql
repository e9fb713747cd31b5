-- sql/queries/enrich_backlog_drop.sql: conversations of backlogs that were cancelled or given up
-- returns  nothing
delete from enrich_due d using job j
where d.job_id <> 0 and j.id = d.job_id and j.state in ('cancelled', 'failed')
