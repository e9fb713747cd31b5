-- sql/queries/embedding_drop.sql: deletes vectors of conversations that count no more
-- returns nothing
delete from embedding e using conversation c
where c.id = e.conversation_id and not c.counted
