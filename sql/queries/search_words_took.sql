-- sql/queries/search_words_took.sql: how long counting the words took
-- $1 bigint  milliseconds
-- returns nothing
update search_state set took_seconds = $1::bigint / 1000.0
