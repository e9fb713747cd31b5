-- sql/queries/asking_job_last.sql: the newest job of a kind
-- $1 text  kind
-- returns  id
select id from job where kind = $1 order by id desc limit 1
