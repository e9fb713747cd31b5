-- sql/queries/reply_due_refused.sql: a conversation whose scores cannot be stored waits no more
-- $1 bigint  conversation
-- returns nothing
delete from qa_due where conversation_id = $1::bigint
