-- sql/queries/alert_incident.sql: what a message about an incident says
-- $1 bigint  incident
-- returns    the members of struct alert_incident after id, in its order
select i.state, i.severity::text, i.title, i.platform,
  i.app_version, i.reports, i.seconds, i.expected, m.conversations, m.customers,
  extract(epoch from i.begins_at)::bigint,
  extract(epoch from i.raised_at)::bigint,
  extract(epoch from i.ended_at)::bigint,
  extract(epoch from i.mute_until)::bigint,
  i.fixed_in, i.owner, i.merged_into,
  (select max(e.id) from incident_event e where e.incident_id = i.id),
  r.owner, r.escalate_to, i.severity < r.least, i.severity = 'critical'
from incident i
cross join lateral (
  select * from alert_rule r where r.category in (i.category, '')
  order by r.category desc limit 1) r
cross join lateral (
  select count(*) as conversations, count(distinct customer_id) as customers
  from incident_members(i)) m
where i.id = $1::bigint
