-- sql/queries/alert_remind.sql: reminders and escalations of incidents that nobody has taken in hand
-- returns nothing
with silent as (
  select i.id, r.remind_minutes, r.escalate_minutes, r.escalate_to,
    extract(epoch from s.since)::bigint as since,
    extract(epoch from now() - s.since) / 60 as minutes
  from incident i
  cross join lateral (
    select * from alert_rule r where r.category in (i.category, '')
    order by r.category desc limit 1) r
  cross join lateral (
    select coalesce(max(e.at), i.raised_at) as since from incident_event e
    where e.incident_id = i.id and e.from_state <> e.to_state
      and e.from_state in ('acknowledged', 'muted', 'resolved')) s
  where i.state in ('new', 'ongoing', 'escalating', 'regressed')
    and i.merged_into is null and i.severity >= r.least
), said as (
  select id, 'escalation' as kind, '/escalation:' || since as name
  from silent
  where escalate_minutes > 0 and minutes >= escalate_minutes
    and escalate_to <> ''
  union all
  select id, 'reminder', '/reminder:' || since || ':'
    || floor(minutes / remind_minutes)
  from silent
  where remind_minutes > 0 and minutes >= remind_minutes
)
insert into outbox (topic, key, kind, once)
select 'slack', 'incident:' || id, kind, 'incident:' || id || name from said
on conflict (once) do nothing
