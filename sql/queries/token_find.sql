-- sql/queries/token_find.sql: the bearer of an API token
-- $1 text  SHA-256 of the token, as \x hex
-- returns  id, name, role, agent or 0, whether its use should be noted now
select id, name, role, coalesce(agent_id, 0),
  coalesce(last_used_at < now() - interval '1 minute', true)
from api_token
where token_hash = $1::text::bytea and revoked_at is null
