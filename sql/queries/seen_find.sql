-- sql/queries/seen_find.sql: up to which number a person has seen the working list
-- $1 bigint  user
-- returns    number, when (epoch); no row for who never looked
select number, extract(epoch from seen_at)::bigint
from insight_seen where user_id = $1::bigint
