-- sql/queries/upstream_token_clear.sql: forgets kept tokens, which are asked for anew
-- returns nothing
delete from upstream_token
