-- sql/queries/enrich_alone.sql: a conversation is asked about alone, and by no batch
-- $1 bigint  mark
-- returns    nothing
update enrich_due set by_batch = false, run_at = now() where id = $1::bigint
