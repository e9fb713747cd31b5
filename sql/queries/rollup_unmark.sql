-- sql/queries/rollup_unmark.sql: takes the marks of given hours
-- $1 timestamptz[]  hours
-- returns           nothing
delete from rollup_dirty where hour = any($1::timestamptz[])
