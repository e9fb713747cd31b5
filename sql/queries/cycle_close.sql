-- sql/queries/cycle_close.sql: ends a cycle; what is assigned and not done is not asked for any more
-- $1 bigint  cycle
-- returns    cycle; no row when none is open
update qa_cycle set closed_at = now()
where id = $1::bigint and closed_at is null
returning id
