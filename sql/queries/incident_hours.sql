-- sql/queries/incident_hours.sql: conversations of the subject of an incident by hour
-- $1 bigint       incident
-- $2 timestamptz  from
-- $3 timestamptz  to, excluded
-- returns         hour (epoch), count
select extract(epoch from date_trunc('hour', a.created_at))::bigint, count(*)
from incident i
cross join incident_told(i) t
cross join lateral filtered($2::timestamptz, $3::timestamptz, 0, incident_categories(i),
  '', '', '', '', '', coalesce(t.cluster_id, 0), '', '', 0, '') a
where i.id = $1::bigint
group by 1 order by 1
