-- sql/queries/login_link_use.sql: spends a link; no row when it was spent or is too old
-- $1 text  SHA-256 of the token, as \x hex
-- returns  user id, name, role, agent or 0
update login_link l set used_at = now()
from app_user u
where l.token_hash = $1::text::bytea and l.used_at is null
  and l.expires_at > now() and u.id = l.user_id and u.disabled_at is null
returning u.id, u.name, u.role, coalesce(u.agent_id, 0)
