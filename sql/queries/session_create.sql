-- sql/queries/session_create.sql: a session of a user
-- $1 text    SHA-256 of the session id, as \x hex
-- $2 bigint  user
-- $3 bigint  longest life in seconds
-- returns nothing
insert into session (token_hash, user_id, expires_at)
values ($1::text::bytea, $2::bigint, now() + make_interval(secs => $3::bigint))
