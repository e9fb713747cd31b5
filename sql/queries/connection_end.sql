-- sql/queries/connection_end.sql: forgets the connection and its tokens
-- returns  1, or no row: there was none
delete from hs_connection returning 1
