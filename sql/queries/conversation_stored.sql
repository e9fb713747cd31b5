-- sql/queries/conversation_stored.sql: a conversation that is stored and was not deleted
-- $1 bigint  id
-- returns    id
select id from conversation where id = $1::bigint and deleted_at is null
