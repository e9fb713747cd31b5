-- sql/queries/upstream_token_save.sql: a new token, for other programs too
-- $1 text    upstream
-- $2 text    sealed token, as \x hex
-- $3 bigint  seconds it is good for
-- returns nothing
insert into upstream_token (upstream, sealed, expires_at)
values ($1, $2::text::bytea, now() + make_interval(secs => $3::bigint))
on conflict (upstream) do update set sealed = excluded.sealed,
  expires_at = excluded.expires_at
