-- sql/queries/release_remove.sql: takes a release away
-- $1 bigint  id
-- returns    its label; no row when there is none
delete from release where id = $1::bigint returning label
