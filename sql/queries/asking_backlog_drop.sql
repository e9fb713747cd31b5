-- sql/queries/asking_backlog_drop.sql: replies of a backlog that was cancelled
-- $1 bigint  job
-- returns    nothing
delete from qa_ask where job_id = $1::bigint and job_id <> 0
