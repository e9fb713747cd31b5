-- sql/queries/login_link_create.sql: a link that signs a user in once
-- $1 text    SHA-256 of the token, as \x hex
-- $2 bigint  user
-- $3 bigint  seconds it is good for
-- returns nothing
insert into login_link (token_hash, user_id, expires_at)
values ($1::text::bytea, $2::bigint, now() + make_interval(secs => $3::bigint))
