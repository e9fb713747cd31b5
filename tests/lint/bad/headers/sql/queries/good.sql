-- sql/queries/good.sql: one row
-- $1 bigint  the id
-- returns    n int
SELECT $1::bigint;
