-- sql/queries/token_create.sql: an API token
-- $1 text    SHA-256 of the token, as \x hex
-- $2 text    name
-- $3 text    role
-- $4 text    who
-- $5 bigint  agent of the role agent, else 0
-- returns    id
insert into api_token (token_hash, name, role, created_by, agent_id)
values ($1::text::bytea, $2, $3, $4, nullif($5::bigint, 0)) returning id
