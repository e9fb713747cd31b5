-- sql/queries/connection_reseal.sql: the same tokens under another key
-- $1 bigint  generation
-- $2 text    sealed access token, as \x hex
-- $3 text    sealed refresh token, as \x hex
-- returns nothing
update hs_connection
   set access = $2::text::bytea, refresh = $3::text::bytea
 where generation = $1
