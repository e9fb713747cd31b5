-- sql/queries/asking_backlog_left.sql: how many replies of a backlog wait
-- $1 bigint  job
-- returns    how many
select count(*) from qa_ask where job_id = $1::bigint and job_id <> 0
