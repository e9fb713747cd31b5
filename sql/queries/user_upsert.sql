-- sql/queries/user_upsert.sql: adds a user or changes role and password
-- $1 text    name
-- $2 text    role
-- $3 text    password hash, null keeps the old one
-- $4 bigint  agent of the role agent, else 0
-- returns    id
insert into app_user (name, role, password_hash, agent_id)
values (lower($1), $2, $3, nullif($4::bigint, 0))
on conflict (name) do update set role = excluded.role,
  agent_id = excluded.agent_id, disabled_at = null,
  password_hash = coalesce(excluded.password_hash, app_user.password_hash)
returning id
