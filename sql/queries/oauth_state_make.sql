-- sql/queries/oauth_state_make.sql: what a browser takes to the consent page; old ones go
-- $1 text    its SHA-256, as \x hex
-- $2 text    SHA-256 of what the session knows, as \x hex
-- $3 bigint  seconds it is good for
-- returns nothing
with old as (
  delete from oauth_state
   where created_at < now() - make_interval(secs => $3::bigint))
insert into oauth_state (hash, session)
values ($1::text::bytea, $2::text::bytea)
