-- sql/queries/coaching_remove.sql: takes back what was said to an agent
-- $1 bigint  note
-- returns    note; no row when there is none
update qa_coaching set removed_at = now()
where id = $1::bigint and removed_at is null
returning id
