-- sql/queries/enrich_forget.sql: forgets what a model said of a conversation
-- $1 bigint  conversation
-- returns    a row when there was something
delete from enrichment where conversation_id = $1::bigint
returning conversation_id
