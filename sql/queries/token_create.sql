-- sql/queries/token_create.sql: an API token
-- $1 text  SHA-256 of the token, as \x hex
-- $2 text  name
-- $3 text  role
-- $4 text  who
-- returns  id
insert into api_token (token_hash, name, role, created_by)
values ($1::text::bytea, $2, $3, $4) returning id
