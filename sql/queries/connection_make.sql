-- sql/queries/connection_make.sql: a person connected; takes the place of what was
-- $1 text    sealed access token, as \x hex
-- $2 text    sealed refresh token, as \x hex
-- $3 bigint  seconds the access token is good for
-- $4 text    who
-- returns  true when there was a connection before
with new as (
  insert into hs_connection (access, refresh, expires_at, connected_by)
  values ($1::text::bytea, $2::text::bytea,
          now() + make_interval(secs => $3::bigint), $4)
  on conflict (only_row) do update
     set access = excluded.access, refresh = excluded.refresh,
         expires_at = excluded.expires_at, generation = excluded.generation,
         hs_user_id = 0, hs_user = '', hs_email = '',
         connected_by = excluded.connected_by, connected_at = now(),
         refreshed_at = now(), renewing_at = null, problem = '',
         problem_at = null, broken = false
  returning 1)
select exists (select from hs_connection) from new
