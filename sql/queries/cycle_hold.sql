-- sql/queries/cycle_hold.sql: lets others who would assign replies of a cycle wait
-- $1 bigint  cycle
-- returns    cycle; no row when none is open
select id from qa_cycle where id = $1::bigint and closed_at is null for update
