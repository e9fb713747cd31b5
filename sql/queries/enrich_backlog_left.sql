-- sql/queries/enrich_backlog_left.sql: how many conversations of a backlog wait
-- $1 bigint  job
-- returns    how many
select count(*) from enrich_due where job_id = $1::bigint and job_id <> 0
