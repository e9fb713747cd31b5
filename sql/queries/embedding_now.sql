-- sql/queries/embedding_now.sql: the database's clock
-- returns  seconds since 1970 with a fraction, as text
select extract(epoch from clock_timestamp())::text
