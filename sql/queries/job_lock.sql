-- sql/queries/job_lock.sql: holds a job until the transaction ends, so that two people who ask for the same get the same
-- $1 bigint  id
-- returns    id; no row when there is none
select id from job where id = $1::bigint for update
