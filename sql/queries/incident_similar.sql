-- sql/queries/incident_similar.sql: past incidents like one: of its category, or about a group of its reports
-- $1 bigint       incident
-- $2 bigint       rows at most
-- returns         the columns of incident_told(), whether they share a group, whether both were mostly at the same place
with mine as materialized (
  select distinct m.cluster_id
  from incident i cross join lateral incident_members(i) m
  where i.id = $1::bigint
), past as materialized (
  select i.id, coalesce((
    select bool_or(m.cluster_id in (select cluster_id from mine
      where cluster_id is not null))
    from incident_members(i) m), false) as shares
  from incident i
  where i.id in (select id from incident where id <> $1
    and merged_into is null order by raised_at desc limit 200)
)
select t.*, p.shares,
  i.platform = own.platform and i.app_version = own.app_version
    and i.platform || i.app_version <> ''
from past p
join incident i on i.id = p.id
join incident own on own.id = $1
cross join incident_told(i) t
where p.shares or i.category = own.category
order by i.category = own.category desc, p.shares desc, i.raised_at desc
limit $2::bigint
