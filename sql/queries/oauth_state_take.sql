-- sql/queries/oauth_state_take.sql: spends what a browser brought back
-- $1 text    its SHA-256, as \x hex
-- $2 text    SHA-256 of what the session knows, as \x hex
-- $3 bigint  seconds it is good for
-- returns  1, or no row: unknown, used, too old, or another session's
delete from oauth_state
 where hash = $1::text::bytea and session = $2::text::bytea
   and created_at >= now() - make_interval(secs => $3::bigint)
returning 1
