-- sql/queries/incident_groups.sql: the groups of the reports of an incident
-- $1 bigint       incident
-- $2 bigint       rows at most
-- returns         group, title, reports, customers
select m.cluster_id, c.title, count(*), count(distinct m.customer_id)
from incident i
cross join lateral incident_members(i) m
join cluster c on c.id = m.cluster_id
where i.id = $1::bigint
group by 1, 2 order by 3 desc, 1 limit $2::bigint
