-- sql/queries/user_disable.sql: ends a user's access and sessions at once
-- $1 text  name
-- returns  id
with u as (
  update app_user set disabled_at = now() where name = lower($1) returning id
), s as (
  delete from session where user_id in (select id from u)
)
select id from u
