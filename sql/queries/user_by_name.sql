-- sql/queries/user_by_name.sql: for checking a password or trusting a proxy
-- $1 text  name
-- returns  id, name, role, agent or 0, password hash or null, zone or ''
select id, name, role, coalesce(agent_id, 0), password_hash, zone
from app_user
where name = lower($1) and disabled_at is null
