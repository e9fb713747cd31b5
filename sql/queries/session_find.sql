-- sql/queries/session_find.sql: the user behind a session that has not ended
-- $1 text    SHA-256 of the session id, as \x hex
-- $2 bigint  seconds without use after which a session ends
-- returns    user id, name, role, agent or 0, whether its use should be noted now, zone or ''
select u.id, u.name, u.role, coalesce(u.agent_id, 0),
  s.last_seen_at < now() - interval '1 minute', u.zone
from session s join app_user u on u.id = s.user_id
where s.token_hash = $1::text::bytea and s.expires_at > now()
  and s.last_seen_at > now() - make_interval(secs => $2::bigint)
  and u.disabled_at is null
