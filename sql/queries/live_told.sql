-- sql/queries/live_told.sql: viewers were told
-- $1 bigint  version of the data
-- $2 text    digest of the jobs
-- returns nothing
update live_told set version = $1::bigint, jobs = $2
