-- sql/queries/incident_late.sql: reports of incidents that a version was said to mend, by version
-- $1 timestamptz  resolved after
-- returns         incident, version, reports, the first of them (epoch); of an incident the earliest report first
-- What is about the same as a later or an open incident stays resolved.
select i.id, a.app_version, count(*),
  extract(epoch from min(a.created_at))::bigint
from incident i
cross join lateral filtered(i.ended_at, null, 0, incident_categories(i),
  '', '', '', '', '', 0, '', '', 0, '') a
where i.state = 'resolved' and i.merged_into is null and i.fixed_in <> ''
  and i.ended_at > $1::timestamptz and a.app_version <> ''
  and not exists (select from incident o where o.merged_into is null
    and (o.id > i.id or o.id <> i.id and o.state <> 'resolved')
    and (o.category = i.category
      or i.category = any(string_to_array(o.also, ','))))
  and a.cluster_id in (select m.cluster_id from incident_members(i) m)
group by i.id, a.app_version
order by i.id, min(a.created_at), a.app_version
