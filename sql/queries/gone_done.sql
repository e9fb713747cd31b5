-- sql/queries/gone_done.sql: what was deleted at Pinecone
-- $1 bigint[]  rows
-- returns nothing
delete from embedding_gone where id = any($1::bigint[])
