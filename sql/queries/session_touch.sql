-- sql/queries/session_touch.sql: notes the use of a session
-- $1 text  SHA-256 of the session id, as \x hex
-- returns nothing
update session set last_seen_at = now() where token_hash = $1::text::bytea
