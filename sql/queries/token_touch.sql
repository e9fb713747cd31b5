-- sql/queries/token_touch.sql: notes the use of a token
-- $1 bigint  id
-- returns nothing
update api_token set last_used_at = now() where id = $1::bigint
