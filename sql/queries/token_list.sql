-- sql/queries/token_list.sql: tokens that are good
-- returns  id, name, role, created by, created (epoch), last used (epoch, 0)
select id, name, role, created_by, extract(epoch from created_at)::bigint,
  coalesce(extract(epoch from last_used_at)::bigint, 0)
from api_token where revoked_at is null order by id
