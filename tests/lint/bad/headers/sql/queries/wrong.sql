-- wrong.sql
-- $2 bigint  is not there
SELECT $1::bigint;
