-- sql/queries/token_list.sql: tokens that are good
-- returns  the columns of struct account_row, in its order
select id, name, role, created_by, extract(epoch from created_at)::bigint,
  coalesce(extract(epoch from last_used_at)::bigint, 0), false, false
from api_token where revoked_at is null order by id
