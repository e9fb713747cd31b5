-- sql/queries/agent_name.sql: what a person of the team is called
-- $1 bigint  agent
-- returns    name
select coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), email,
  'agent ' || id)
from agent where id = $1::bigint and kind = 'user'
