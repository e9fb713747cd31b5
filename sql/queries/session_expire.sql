-- sql/queries/session_expire.sql: forgets sessions and links that have ended
-- returns nothing
with gone as (delete from login_link where expires_at < now() - interval '1 day')
delete from session where expires_at < now()
