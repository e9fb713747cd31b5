-- sql/queries/rubric_find.sql: a rubric's dimensions in order
-- $1 bigint  its version, 0 for the one in force
-- returns    version, name, key, name of the dimension, guidance, weight, scale, whether it may not apply, whether it is critical
select r.version, r.name, d.key, d.name, d.guidance, d.weight, d.scale,
  d.may_na, d.critical
from rubric r join rubric_dimension d on d.rubric_version = r.version
where case when $1::bigint = 0 then r.active else r.version = $1::bigint end
order by d.position
