-- sql/queries/rubric_save.sql: adds a version of the rubric, which is not in force yet
-- $1 text      name
-- $2 text      note
-- $3 text      who
-- $4 text[]    of each dimension in order: key
-- $5 text[]    name
-- $6 text[]    weight, as a number
-- $7 bigint[]  scale
-- $8 text[]    guidance
-- $9 bigint[]  whether it may not apply
-- $10 bigint[] whether it is critical
-- returns      the version
with made as (
  insert into rubric (name, note, created_by) values ($1, $2, $3)
  returning version
), described as (
  insert into rubric_dimension (rubric_version, position, key, name, weight,
    scale, guidance, may_na, critical)
  select m.version, d.position, d.key, d.name, d.weight::float8, d.scale,
    d.guidance, d.may_na <> 0, d.critical <> 0
  from made m, unnest($4::text[], $5::text[], $6::text[], $7::bigint[],
    $8::text[], $9::bigint[], $10::bigint[]) with ordinality
  as d(key, name, weight, scale, guidance, may_na, critical, position)
)
select version from made
