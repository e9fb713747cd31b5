-- sql/queries/job_again.sql: a job was queued in place of one that ended
-- $1 bigint  the one that ended
-- $2 bigint  the one in its place
-- returns nothing
update job set again_as = $2::bigint where id = $1::bigint
