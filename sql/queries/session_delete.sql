-- sql/queries/session_delete.sql: signs out
-- $1 text  SHA-256 of the session id, as \x hex
-- returns nothing
delete from session where token_hash = $1::text::bytea
