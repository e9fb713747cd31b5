-- sql/queries/user_list.sql: all users
-- returns  the columns of struct account_row, in its order
select id, name, role, '', extract(epoch from created_at)::bigint, 0,
  password_hash is not null, disabled_at is not null
from app_user order by name
