-- sql/queries/embedding_count.sql: conversations that vectors are made of
-- returns  how many
select count(*) from conversation where counted
