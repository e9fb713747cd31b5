-- sql/queries/alert_tickets_add.sql: alerts for new conversations that were just judged, since they are imported at all; not for old ones, nor for critical ones of which an open incident tells
-- $1 bigint[]  conversations
-- returns      nothing
insert into outbox (topic, key, kind, payload, once)
select 'slack', 'ticket:' || c.id, k.kind, '{}', 'ticket:' || c.id
from conversation c
join analysis a on a.conversation_id = c.id
cross join lateral (
  select t.kind from ticket_alert t where t.enabled and t.kind = any(
    alert_kinds(a.is_delete_request, a.severity, a.is_empty,
      a.is_unreadable))
    and (t.kind <> 'critical' or not incident_tells(c.id))
  order by array_position(array['delete_request', 'critical', 'empty',
    'unreadable'], t.kind) limit 1) k
where c.id = any($1::bigint[]) and c.counted and c.first_reply_at is null
  and c.created_at > now() - interval '6 hours'
  and c.created_at > (select s.started_at - interval '5 minutes'
    from sync_cursor s where s.name = 'crawl')
order by c.created_at
on conflict (once) do nothing
