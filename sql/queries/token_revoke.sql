-- sql/queries/token_revoke.sql: ends a token
-- $1 bigint  id
-- returns    id
update api_token set revoked_at = now()
where id = $1::bigint and revoked_at is null returning id
