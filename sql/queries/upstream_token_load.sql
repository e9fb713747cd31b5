-- sql/queries/upstream_token_load.sql: the token that other programs use
-- $1 text  upstream
-- returns  sealed token (hex), seconds it is still good for
select encode(sealed, 'hex'), extract(epoch from expires_at - now())::bigint
from upstream_token where upstream = $1 and expires_at > now()
