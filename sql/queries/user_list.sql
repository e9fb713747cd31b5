-- sql/queries/user_list.sql: all users
-- returns  id, name, role, has password, disabled, created (epoch)
select id, name, role, password_hash is not null, disabled_at is not null,
  extract(epoch from created_at)::bigint
from app_user order by name
