-- sql/queries/incident_choices.sql: what the list of incidents can be filtered by
-- returns         dimension, key, count
select k.dimension, k.key, count(*)
from incident i
cross join lateral (values ('category', i.category), ('owner', i.owner))
  as k(dimension, key)
where i.merged_into is null
group by 1, 2 order by 1, 3 desc, 2
