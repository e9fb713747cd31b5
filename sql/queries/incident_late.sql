-- sql/queries/incident_late.sql: reports of incidents that a version was said to mend, by version
-- $1 timestamptz  resolved after
-- returns         incident, version, reports, the first of them (epoch); of an incident the earliest report first
-- What is about the same as a later or an open incident stays resolved.
select i.id, r.app_version, r.n, extract(epoch from r.first)::bigint
from incident i
cross join lateral (
  select a.app_version, count(*) as n, min(a.created_at) as first
  from (select distinct m.cluster_id from incident_members(i) m) g
  join filtered(i.ended_at, null, 0, incident_categories(i),
    '', '', '', '', '', 0, '', '', 0, '') a on a.cluster_id = g.cluster_id
  where a.app_version <> ''
  group by 1) r
where i.state = 'resolved' and i.merged_into is null and i.fixed_in <> ''
  and i.ended_at > $1::timestamptz
  and not exists (select from incident o where o.merged_into is null
    and (o.id > i.id or o.id <> i.id and o.state <> 'resolved')
    and (o.category = i.category
      or i.category = any(string_to_array(o.also, ','))))
order by i.id, r.first, r.app_version
