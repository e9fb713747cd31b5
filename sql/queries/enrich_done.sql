-- sql/queries/enrich_done.sql: a conversation that need not be asked about any more
-- $1 bigint  conversation
-- $2 bigint  newest mark that was seen
-- returns    nothing
delete from enrich_due where conversation_id = $1::bigint and id <= $2::bigint
