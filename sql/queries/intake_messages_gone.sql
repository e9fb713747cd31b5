-- sql/queries/intake_messages_gone.sql: what a changed conversation has no more
-- $1 bigint[]  conversations that were here before
-- $2 bigint[]  all messages that they have now
-- returns nothing
delete from message
where conversation_id = any($1::bigint[]) and id <> all($2::bigint[])
