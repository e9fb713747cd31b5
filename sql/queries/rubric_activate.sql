-- sql/queries/rubric_activate.sql: puts a version of the rubric in force
-- $1 bigint  version
-- returns    nothing
-- The one before goes first: the index on the one in force is checked row by row.
with before as (
  update rubric set active = false where active and version <> $1::int
  returning version
)
update rubric set active = true
where version = $1::int and (select count(*) from before) >= 0
