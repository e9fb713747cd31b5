-- sql/queries/alert_ticket.sql: what a message about a new conversation says
-- $1 bigint  conversation
-- returns    number, created_at, subject, severity, intent, category, one_liner, platform, device, customer, user_id, kinds, tags, mention, answered, urgent, whether it is only critical and an open incident tells of it
select c.number, extract(epoch from c.created_at)::bigint, c.subject,
  a.severity::text, a.intent, a.main_category, a.one_liner, a.platform,
  a.device, trim(u.first_name || ' ' || u.last_name), a.game_user_id,
  k.kinds, c.tags, r.owner, c.first_reply_at is not null or not c.counted,
  a.is_delete_request or a.severity = 'critical',
  k.kinds = '{critical}' and incident_tells(c.id)
from conversation c
join analysis a on a.conversation_id = c.id
left join customer u on u.id = c.customer_id
cross join lateral (
  select coalesce(array_agg(t.kind order by t.kind), '{}') as kinds
  from ticket_alert t where t.enabled and t.kind = any(alert_kinds(
    a.is_delete_request, a.severity, a.is_empty, a.is_unreadable))) k
cross join lateral (
  select r.owner from alert_rule r where r.category in (a.main_category, '')
  order by r.category desc limit 1) r
where c.id = $1::bigint
